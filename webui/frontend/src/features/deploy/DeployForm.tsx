import { useQuery } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { Link } from "wouter";
import { deploymentsQuery } from "@/api/queries";
import type { Target, Template, Version } from "@/api/types";
import { Field } from "@/ui/Field";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { InputsForm } from "./InputsForm";
import { TargetChoice } from "./TargetChoice";
import { freeName, parseDrafts, type Drafts } from "./inputs";
import { useInputFaults } from "./useInputFaults";
import { useMakeDeployment } from "./useMakeDeployment";
import "./deploy.css";

interface Props {
  template: Template;
  version: Version;
  targets: Target[];
}

const NONE: ReadonlySet<string> = new Set();

export function DeployForm({ template, version, targets }: Props) {
  const taken = useQuery(deploymentsQuery).data?.map((deployment) => deployment.name);
  const [typed, setName] = useState<string | null>(null);
  const name = typed ?? freeName(template.name, taken ?? []);
  const [targetId, setTargetId] = useState(targets[0]?.id ?? "");
  const [drafts, setDrafts] = useState<Drafts>({});
  const make = useMakeDeployment();
  const { faults, show } = useInputFaults(make.error);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const parsed = parseDrafts(version.inputs, drafts, NONE);
    if (!show(parsed.faults)) return;
    make.mutate({ name: name.trim(), version_id: version.id, target_id: targetId, inputs: parsed.values });
  };
  return (
    <form className="deploy-form" onSubmit={submit} noValidate>
      <section className="panel panel--pad">
        <h2>Where and under what name</h2>
        <TargetChoice targets={targets} value={targetId} onChange={setTargetId} />
        <Field label="Name" note="Every name on the platform begins with it.">
          {(ids) => <input {...ids} className="input" value={name} required onChange={(event) => setName(event.target.value)} />}
        </Field>
      </section>
      {version.inputs.length > 0 ? (
        <InputsForm inputs={version.inputs} drafts={drafts} faults={faults} kept={NONE} onChange={setDrafts} />
      ) : null}
      {make.error ? <ProblemAlert error={make.error} /> : null}
      <div className="deploy-form__foot">
        <p className="muted">Nothing runs yet: the plan comes first.</p>
        <Link className="button" href={`/topologies/${template.id}`}>
          Cancel
        </Link>
        <button type="submit" className="button button--primary" disabled={make.isPending || name.trim() === ""}>
          {make.isPending ? "Planning…" : "Make the plan"}
        </button>
      </div>
    </form>
  );
}
