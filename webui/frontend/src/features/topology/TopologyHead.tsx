import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { deploymentsQuery, versionsQuery } from "@/api/queries";
import type { Template, Version } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { useRole } from "@/shell/useRole";
import { Badge } from "@/ui/Badge";
import { Icon } from "@/ui/Icon";
import { DEPLOYMENT_LOOKS } from "@/ui/states";
import { Tabs } from "@/ui/Tabs";
import { useParam } from "@/ui/useParam";
import { DeleteTemplate } from "./DeleteTemplate";
import type { TopologyTab } from "./TopologyPage";

interface Props {
  template: Template;
  version: Version;
  tab: TopologyTab;
  onTab: (tab: TopologyTab) => void;
  onUpload: () => void;
}

export function TopologyHead({ template, version, tab, onTab, onUpload }: Props) {
  const { mayWrite } = useRole();
  const errors = version.diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const tabs = [
    { id: "graph", label: "Graph" },
    { id: "source", label: "Source" },
    { id: "findings", label: "Findings", count: version.diagnostics.length, bad: errors > 0 },
  ] as const;
  return (
    <PageHead
      title={template.name}
      trail={[{ label: "Topologies", href: "/topologies" }]}
      aside={<VersionChoice template={template} version={version} />}
      lead={template.description}
      actions={
        <>
          {mayWrite ? (
            <>
              <DeleteTemplate template={template} />
              <button type="button" className="button" onClick={onUpload}>
                <Icon name="upload" /> New version
              </button>
            </>
          ) : null}
          {mayWrite && version.valid ? (
            <Link className="button button--primary" href={`/topologies/${template.id}/deploy?version=${version.number}`}>
              <Icon name="rocket" /> Deploy
            </Link>
          ) : null}
        </>
      }
    >
      <div className="head__tabs">
        <Tabs label="Views of the topology" tabs={tabs} current={tab} onChange={onTab} />
        <RunningOf template={template} />
      </div>
    </PageHead>
  );
}

function VersionChoice({ template, version }: { template: Template; version: Version }) {
  const versions = useQuery(versionsQuery(template.id));
  const [, setNumber] = useParam("version");
  if ((versions.data?.length ?? 0) < 2) return <span className="chip">version {version.number}</span>;
  return (
    <select
      className="input version-choice"
      aria-label="Version"
      value={version.number}
      onChange={(event) => setNumber(event.target.value)}
    >
      {versions.data?.map((one) => (
        <option key={one.id} value={one.number}>
          version {one.number}
          {one.number === template.latest?.number ? ", latest" : ""}
        </option>
      ))}
    </select>
  );
}

/** What runs of this template, one click away. */
function RunningOf({ template }: { template: Template }) {
  const deployments = useQuery({ ...deploymentsQuery, enabled: template.deployments > 0 });
  const mine = deployments.data?.filter((deployment) => deployment.template.id === template.id) ?? [];
  if (mine.length === 0) return null;
  return (
    <ul className="running" aria-label="Deployments of this topology">
      {mine.slice(0, 3).map((deployment) => (
        <li key={deployment.id}>
          <Badge look={DEPLOYMENT_LOOKS[deployment.state]} plain />
          <Link href={`/deployments/${deployment.id}`}>{deployment.name}</Link>
        </li>
      ))}
    </ul>
  );
}
