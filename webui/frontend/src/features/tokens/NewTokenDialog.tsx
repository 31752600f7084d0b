import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { post } from "@/api/client";
import type { NewToken } from "@/api/types";
import { Copyable } from "@/ui/Copy";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { expiryAfter } from "./expiry";
import "./tokens.css";

const LIFETIMES = [
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "a year" },
  { days: null, label: "until revoked" },
];

export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: { name: string; expires_at: string | null }) => post<NewToken>("/tokens", body),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["tokens"] }),
  });
  if (create.data) return <Made token={create.data} onClose={onClose} />;
  return (
    <Dialog title="New token" onClose={onClose}>
      <Form onClose={onClose} error={create.error} isPending={create.isPending} onCreate={create.mutate} />
    </Dialog>
  );
}

interface FormProps {
  onClose: () => void;
  error: Error | null;
  isPending: boolean;
  onCreate: (body: { name: string; expires_at: string | null }) => void;
}

function Form({ onClose, error, isPending, onCreate }: FormProps) {
  const [name, setName] = useState("");
  const [choice, setChoice] = useState(1);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    onCreate({ name: name.trim(), expires_at: expiryAfter(LIFETIMES[choice]?.days ?? null, new Date()) });
  };
  return (
    <form className="token-form" onSubmit={submit}>
      <Field label="Name" note="What it is for, so that you know it again when you revoke it.">
        {(ids) => (
          <input {...ids} className="input" value={name} required maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label="Valid">
        {(ids) => (
          <select {...ids} className="input" value={choice} onChange={(event) => setChoice(Number(event.target.value))}>
            {LIFETIMES.map(({ label }, index) => (
              <option key={label} value={index}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      {error ? <ProblemAlert error={error} /> : null}
      <div className="dialog__foot">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="button button--primary" disabled={isPending || name.trim() === ""}>
          Create the token
        </button>
      </div>
    </form>
  );
}

function Made({ token, onClose }: { token: NewToken; onClose: () => void }) {
  return (
    <Dialog title={`Token ${token.name}`} onClose={onClose}>
      <p>This is the only time it is shown. Keep it where your pipeline keeps secrets.</p>
      <Copyable text={token.token} label="Copy the token" />
      <div className="dialog__foot">
        <button type="button" className="button button--primary" onClick={onClose}>
          I have kept it
        </button>
      </div>
    </Dialog>
  );
}
