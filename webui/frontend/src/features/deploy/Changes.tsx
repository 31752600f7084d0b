import type { Change, ChangeAction } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { plural, shortType } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { ACTION_LOOKS } from "@/ui/states";

const ORDER: ChangeAction[] = ["delete", "replace", "update", "create", "no-op"];

/** What happens to each node, the gravest first, with the reasons. */
export function Changes({ changes }: { changes: Change[] }) {
  const sorted = changes.toSorted((one, other) => ORDER.indexOf(one.action) - ORDER.indexOf(other.action));
  return (
    <section className="panel" aria-labelledby="changes">
      <header className="panel__head">
        <h2 id="changes">Changes</h2>
        <Summary changes={changes} />
      </header>
      <ul className="changes">
        {sorted.map((change) => (
          <ChangeRow key={change.address} change={change} />
        ))}
      </ul>
    </section>
  );
}

function Summary({ changes }: { changes: Change[] }) {
  return (
    <ul className="chips">
      {ORDER.toReversed().map((action) => {
        const count = changes.filter((change) => change.action === action).length;
        return count > 0 ? (
          <li key={action}>
            <Badge look={ACTION_LOOKS[action]} note={String(count)} />
          </li>
        ) : null;
      })}
    </ul>
  );
}

function ChangeRow({ change }: { change: Change }) {
  return (
    <li className={`change change--${change.action}`}>
      <Badge look={ACTION_LOOKS[change.action]} plain />
      <div className="change__words">
        <p>
          <span className="change__name">{change.address}</span>{" "}
          <span className="muted mono">{shortType(change.node_type)}</span>
        </p>
        {change.reasons.map((reason) => (
          <p key={reason} className="change__reason">
            {reason}
          </p>
        ))}
        {change.data === "none" ? null : <DataNote change={change} />}
        {change.unknowns.length > 0 ? <Unknowns unknowns={change.unknowns} /> : null}
      </div>
    </li>
  );
}

function DataNote({ change }: { change: Change }) {
  return (
    <p className="change__data">
      <Icon name="warning" size={14} />
      {change.data === "destroys" ? "Destroys the data it holds." : "Leaves its data behind, no longer managed here."}
    </p>
  );
}

function Unknowns({ unknowns }: { unknowns: string[] }) {
  return (
    <p className="change__unknowns">
      <Icon name="clock" size={14} /> {plural(unknowns.length, "value")} known after apply:{" "}
      <span className="mono">{unknowns.join(", ")}</span>
    </p>
  );
}
