import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { post, remove } from "@/api/client";
import type { Ping, Target } from "@/api/types";
import { Alert } from "@/ui/Alert";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Icon } from "@/ui/Icon";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { optionLabel } from "./labels";

interface Props {
  target: Target;
  mayAdminister: boolean;
}

export function TargetCard({ target, mayAdminister }: Props) {
  const [removing, setRemoving] = useState(false);
  const queries = useQueryClient();
  const ping = useMutation({ mutationFn: () => post<Ping>(`/targets/${target.id}/ping`) });
  const drop = useMutation({
    mutationFn: () => remove(`/targets/${target.id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: ["targets"] }),
  });
  return (
    <article className="panel target">
      <header className="target__head">
        <span className="glyph glyph--runtime">
          <Icon name="target" size={18} />
        </span>
        <div className="target__words">
          <h2>{target.name}</h2>
          <p className="muted mono">
            {target.backend} · {target.endpoint}
          </p>
        </div>
        <button type="button" className="button" disabled={ping.isPending} onClick={() => ping.mutate()}>
          <Icon name={ping.isPending ? "spinner" : "plug"} spin={ping.isPending} />
          {ping.isPending ? "Asking a worker…" : "Test the connection"}
        </button>
        {mayAdminister ? (
          <button
            type="button"
            className="button button--quiet button--icon"
            aria-label={`Remove the target ${target.name}`}
            onClick={() => setRemoving(true)}
          >
            <Icon name="trash" />
          </button>
        ) : null}
      </header>
      <Facts target={target} />
      {ping.data ? (
        <Alert tone={ping.data.ok ? "ok" : "bad"} title={ping.data.ok ? "It answers" : "It does not answer"}>
          <pre className="platform-words">{ping.data.detail}</pre>
        </Alert>
      ) : null}
      {ping.error ? <ProblemAlert error={ping.error} onRetry={() => ping.mutate()} /> : null}
      {removing ? (
        <ConfirmDialog title={`Remove ${target.name}?`} confirm="Remove the target" action={drop} onClose={() => setRemoving(false)}>
          <p>The platform itself is left alone. A target that deployments use cannot be removed.</p>
        </ConfirmDialog>
      ) : null}
    </article>
  );
}

function Facts({ target }: { target: Target }) {
  return (
    <dl className="target__facts">
      <div>
        <dt>Granted rights</dt>
        <dd className="chips">
          {target.rights.length === 0 ? <span className="muted">none: templates get no more than a plain container</span> : null}
          {target.rights.map((right) => (
            <span key={right} className="chip">
              {right}
            </span>
          ))}
        </dd>
      </div>
      {Object.entries(target.options).map(([name, value]) => (
        <div key={name}>
          <dt>{optionLabel(name)}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
      <div>
        <dt>Worker queue</dt>
        <dd className="mono">{target.queue}</dd>
      </div>
      <div>
        <dt>Credential</dt>
        <dd>{target.has_credential ? "sealed; only workers can open it" : <span className="muted">none</span>}</dd>
      </div>
    </dl>
  );
}
