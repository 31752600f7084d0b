import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { targetsQuery, templateQuery, versionQuery, versionsQuery } from "@/api/queries";
import type { Target, Template, Version } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { Empty } from "@/ui/Empty";
import { Resource } from "@/ui/Resource";
import { useParam } from "@/ui/useParam";
import { DeployForm } from "./DeployForm";
import { Steps } from "./Steps";

/** The first step of a deployment: where, under what name, with which inputs. */
export function DeployPage({ templateId }: { templateId: string }) {
  const template = useQuery(templateQuery(templateId));
  const versions = useQuery(versionsQuery(templateId));
  const targets = useQuery(targetsQuery);
  const [number] = useParam("version");
  const chosen = versions.data?.find((one) => String(one.number) === number)?.id ?? template.data?.latest?.id;
  const version = useQuery({ ...versionQuery(chosen ?? ""), enabled: chosen !== undefined && versions.isSuccess });
  return (
    <div className="page__inner page__inner--narrow">
      <Resource query={template} label="Loading the topology">
        {(found) => (
          <>
            <PageHead
              title={`Deploy ${found.name}`}
              trail={[
                { label: "Topologies", href: "/topologies" },
                { label: found.name, href: `/topologies/${found.id}` },
              ]}
              aside={version.data ? <span className="chip">version {version.data.number}</span> : null}
            />
            <Steps current={1} />
            <Resource query={version} label="Loading the version">
              {(ofVersion) => (
                <Resource query={targets} label="Loading the targets">
                  {(places) => <Form template={found} version={ofVersion} targets={places} />}
                </Resource>
              )}
            </Resource>
          </>
        )}
      </Resource>
    </div>
  );
}

function Form({ template, version, targets }: { template: Template; version: Version; targets: Target[] }) {
  if (targets.length > 0) return <DeployForm template={template} version={version} targets={targets} />;
  return (
    <Empty icon="target" title="There is no target to deploy to">
      <p>
        A target is a place such as a Docker Engine. An administrator of your team adds one under{" "}
        <Link href="/targets">Targets</Link>.
      </p>
    </Empty>
  );
}
