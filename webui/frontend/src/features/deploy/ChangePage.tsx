import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { Link } from "wouter";
import { patch } from "@/api/client";
import { deploymentQuery, versionQuery, versionsQuery } from "@/api/queries";
import type { Deployment, Json, Version, VersionSummary } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { Field } from "@/ui/Field";
import { secretOf } from "@/ui/format";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { Resource } from "@/ui/Resource";
import { draftsOf, parseDrafts } from "./inputs";
import { InputsForm } from "./InputsForm";
import { MoveStep } from "./MoveStep";
import { Steps } from "./Steps";
import { useInputFaults } from "./useInputFaults";
import { useMakePlan } from "./useMakeDeployment";
import "./deploy.css";

/** Another version, other inputs or another target for what exists already. */
export function ChangePage({ id }: { id: string }) {
  const deployment = useQuery(deploymentQuery(id));
  return (
    <div className="page__inner page__inner--narrow">
      <Resource query={deployment} label="Loading the deployment">
        {(found) => (
          <>
            <PageHead
              title={`Change ${found.name}`}
              trail={[
                { label: "Deployments", href: "/deployments" },
                { label: found.name, href: `/deployments/${id}` },
              ]}
            />
            <Steps current={1} />
            <Wanted deployment={found} />
          </>
        )}
      </Resource>
    </div>
  );
}

function Wanted({ deployment }: { deployment: Deployment }) {
  const [targetId, setTargetId] = useState(deployment.target.id);
  const versions = useQuery(versionsQuery(deployment.template.id));
  const [versionId, setVersionId] = useState(deployment.version.id);
  const version = useQuery(versionQuery(versionId));
  return (
    <>
      <section className="panel panel--pad">
        <h2>Version</h2>
        <Resource query={versions} label="Loading the versions">
          {(found) => <VersionSelect versions={found} value={versionId} onChange={setVersionId} />}
        </Resource>
      </section>
      <MoveStep deployment={deployment} value={targetId} onChange={setTargetId} />
      <Resource query={version} label="Loading the version">
        {(found) => <InputsStep key={found.id} deployment={deployment} version={found} targetId={targetId} />}
      </Resource>
    </>
  );
}

interface SelectProps {
  versions: VersionSummary[];
  value: string;
  onChange: (id: string) => void;
}

function VersionSelect({ versions, value, onChange }: SelectProps) {
  return (
    <Field label="Version of the template">
      {(ids) => (
        <select {...ids} className="input" value={value} onChange={(event) => onChange(event.target.value)}>
          {versions.map((version) => (
            <option key={version.id} value={version.id} disabled={!version.valid}>
              version {version.number} by {version.author}
              {version.valid ? "" : " (has errors)"}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

interface InputsProps {
  deployment: Deployment;
  version: Version;
  targetId: string;
}

function InputsStep({ deployment, version, targetId }: InputsProps) {
  const [drafts, setDrafts] = useState(() => draftsOf(version.inputs, deployment.inputs));
  const change = useChange(deployment.id);
  const { faults, show } = useInputFaults(change.error);
  const kept = new Set(Object.keys(deployment.inputs).filter((name) => secretOf(deployment.inputs[name] ?? null) !== null));
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const parsed = parseDrafts(version.inputs, drafts, kept);
    if (show(parsed.faults)) change.mutate({ version_id: version.id, target_id: targetId, inputs: parsed.values });
  };
  return (
    <form className="deploy-form" onSubmit={submit} noValidate>
      {version.inputs.length > 0 ? (
        <InputsForm inputs={version.inputs} drafts={drafts} faults={faults} kept={kept} onChange={setDrafts} />
      ) : null}
      {change.error ? <ProblemAlert error={change.error} /> : null}
      <div className="deploy-form__foot">
        <p className="muted">Nothing runs yet: the plan comes first.</p>
        <Link className="button" href={`/deployments/${deployment.id}`}>
          Cancel
        </Link>
        <button type="submit" className="button button--primary" disabled={change.isPending}>
          {change.isPending ? "Planning…" : "Make the plan"}
        </button>
      </div>
    </form>
  );
}

function useChange(id: string) {
  const plan = useMakePlan();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (wanted: { version_id: string; target_id: string; inputs: Record<string, Json> }) => {
      const changed = await patch<Deployment>(`/deployments/${id}`, wanted);
      queries.setQueryData(deploymentQuery(id).queryKey, changed);
      await plan(id, "deploy");
    },
  });
}
