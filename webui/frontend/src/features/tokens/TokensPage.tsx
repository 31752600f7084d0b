import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { remove } from "@/api/client";
import { tokensQuery } from "@/api/queries";
import type { TokenSummary } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Empty } from "@/ui/Empty";
import { Icon } from "@/ui/Icon";
import { Resource } from "@/ui/Resource";
import { Ago } from "@/ui/Time";
import { NewTokenDialog } from "./NewTokenDialog";

/** Tokens for pipelines and the command. */
export function TokensPage() {
  const tokens = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const make = (
    <button type="button" className="button button--primary" onClick={() => setMaking(true)}>
      <Icon name="plus" /> New token
    </button>
  );
  return (
    <div className="page__inner">
      <PageHead title="Tokens" lead="A token lets a pipeline or the command act in your name, in this team." actions={make} />
      <Resource query={tokens} label="Loading the tokens">
        {(items) =>
          items.length === 0 ? (
            <Empty icon="key" title="No tokens yet" action={make}>
              <p>
                Send one as <code>Authorization: Bearer …</code> to <code>/api/v1</code>.
              </p>
            </Empty>
          ) : (
            <Table tokens={items} />
          )
        }
      </Resource>
      {making ? <NewTokenDialog onClose={() => setMaking(false)} /> : null}
    </div>
  );
}

function Table({ tokens }: { tokens: TokenSummary[] }) {
  const [revoking, setRevoking] = useState<TokenSummary | null>(null);
  return (
    <div className="panel panel--scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Begins with</th>
            <th scope="col">Of</th>
            <th scope="col">Created</th>
            <th scope="col">Last used</th>
            <th scope="col">Expires</th>
            <th scope="col">
              <span className="visually-hidden">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <td>{token.name}</td>
              <td className="mono">{token.prefix}…</td>
              <td>{token.user}</td>
              <td className="muted">
                <Ago at={token.created_at} />
              </td>
              <td className="muted">{token.last_used_at ? <Ago at={token.last_used_at} /> : "never"}</td>
              <td className="muted">{token.expires_at ? new Date(token.expires_at).toLocaleDateString() : "never"}</td>
              <td>
                <div className="table__actions">
                  <button type="button" className="button button--small button--danger" onClick={() => setRevoking(token)}>
                    Revoke<span className="visually-hidden"> {token.name}</span>
                  </button>
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {revoking ? <Revoke token={revoking} onClose={() => setRevoking(null)} /> : null}
    </div>
  );
}

function Revoke({ token, onClose }: { token: TokenSummary; onClose: () => void }) {
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => remove(`/tokens/${token.id}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["tokens"] });
      onClose();
    },
  });
  return (
    <ConfirmDialog title={`Revoke ${token.name}?`} confirm="Revoke the token" action={revoke} onClose={onClose}>
      <p>Whatever uses it is refused from now on.</p>
    </ConfirmDialog>
  );
}
