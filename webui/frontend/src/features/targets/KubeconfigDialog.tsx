import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SyntheticEvent } from "react";
import { post } from "@/api/client";
import type { Target } from "@/api/types";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { ProblemAlert } from "@/ui/ProblemAlert";

/** A target for Kubernetes from one context of a kubeconfig. What would run a program or read a file is refused. */
export function KubeconfigDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: (body: Record<string, string>) => post<Target>("/targets/from-kubeconfig", body),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["targets"] });
      onClose();
    },
  });
  const submit = (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    create.mutate({ name: text("name").trim(), kubeconfig: text("kubeconfig"), context: text("context").trim(), queue: text("queue").trim() });
  };
  return (
    <Dialog title="Take over a kubeconfig" onClose={onClose}>
      <form className="target-form" onSubmit={submit}>
        <Field label="Name">{(ids) => <input {...ids} className="input" name="name" required maxLength={80} />}</Field>
        <Field label="Kubeconfig" note="The server, its authority and the user's token or certificate are kept, sealed. All else is dropped.">
          {(ids) => (
            <textarea {...ids} className="input mono" name="kubeconfig" rows={10} required maxLength={100_000} spellCheck={false} autoComplete="off" />
          )}
        </Field>
        <Field label="Context" note="The current one unless another is named.">
          {(ids) => <input {...ids} className="input" name="context" maxLength={250} />}
        </Field>
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
    </Dialog>
  );
}
