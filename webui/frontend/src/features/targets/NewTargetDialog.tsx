import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { post } from "@/api/client";
import { backendsQuery } from "@/api/queries";
import type { BackendInfo, Target } from "@/api/types";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { Resource } from "@/ui/Resource";
import { CredentialFields } from "./CredentialFields";
import { addressNote } from "./labels";
import { OptionFields } from "./OptionFields";
import { RightsField } from "./RightsField";

export function NewTargetDialog({ onClose }: { onClose: () => void }) {
  const backends = useQuery(backendsQuery);
  return (
    <Dialog title="Add a target" onClose={onClose}>
      <Resource query={backends} label="Loading the platforms">
        {(items) => <Form backends={items} onClose={onClose} />}
      </Resource>
    </Dialog>
  );
}

function Form({ backends, onClose }: { backends: BackendInfo[]; onClose: () => void }) {
  const [backend, setBackend] = useState(backends[0]?.name ?? "");
  const [rights, setRights] = useState<string[]>([]);
  const chosen = backends.find((one) => one.name === backend);
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: unknown) => post<Target>("/targets", body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["targets"] });
      onClose();
    },
  });
  const choose = (name: string) => {
    setBackend(name);
    setRights([]);
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    create.mutate({ backend, rights, ...typed(new FormData(event.currentTarget)) });
  };
  return (
    <form className="target-form" onSubmit={submit}>
      <Field label="Name">{(ids) => <input {...ids} className="input" name="name" required maxLength={80} />}</Field>
      <Field label="Platform">
        {(ids) => (
          <select {...ids} className="input" value={backend} onChange={(event) => choose(event.target.value)}>
            {backends.map(({ name, title }) => (
              <option key={name} value={name}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Address" note={addressNote(chosen?.schemes ?? [])}>
        {(ids) => <input {...ids} className="input mono" name="endpoint" required maxLength={500} />}
      </Field>
      <OptionFields options={chosen?.options ?? []} />
      <CredentialFields names={chosen?.credential_fields ?? []} />
      <RightsField rights={chosen?.rights ?? []} granted={rights} onChange={setRights} />
      <Field label="Worker queue" note="Only workers that serve this queue speak to the target.">
        {(ids) => <input {...ids} className="input" name="queue" defaultValue="default" required pattern="[a-z0-9\-]{1,60}" />}
      </Field>
      {create.error ? <ProblemAlert error={create.error} /> : null}
      <div className="dialog__foot">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button button--primary" disabled={create.isPending}>
          Add the target
        </button>
      </div>
    </form>
  );
}

/** The form's fields as the API wants them; empty options and parts of the credential are left out. */
export function typed(form: FormData): Record<string, unknown> {
  const body: Record<string, string> = {};
  const parts: Record<string, Record<string, string>> = { credential: {}, options: {} };
  for (const [name, value] of form) {
    if (typeof value !== "string") continue;
    const [group, key] = name.split(".", 2);
    const part = key === undefined ? undefined : parts[group ?? ""];
    if (part === undefined || key === undefined) body[name] = value.trim();
    else if (value.trim() !== "") part[key] = group === "options" ? value.trim() : value;
  }
  return { ...body, ...parts };
}
