import type { KeyboardEvent } from "react";
import type { Instance } from "@/api/types";
import { shortType } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { DRIFT_LOOK, INSTANCE_LOOKS, type Look } from "@/ui/states";
import { EDGE_WORDS, NODE_KINDS } from "./kinds";
import type { Row } from "./outlineRows";

interface Props {
  row: Row;
  instance: Instance | undefined;
  live: boolean;
  isSelected: boolean;
  isActive: boolean;
  onKeyDown: (event: KeyboardEvent) => void;
  onToggle: () => void;
  onSelect: () => void;
}

/** One row of the outline. The keyboard is handled as the tree pattern asks; the pointer selects or opens. */
export function OutlineRow({ row, instance, live, isSelected, isActive, onKeyDown, onToggle, onSelect }: Props) {
  return (
    <li
      role="treeitem"
      data-row={row.id}
      aria-level={row.level}
      aria-expanded={row.hasChildren ? row.open : undefined}
      aria-selected={isSelected}
      tabIndex={isActive ? 0 : -1}
      className={`outline__row outline__row--${row.level}`}
      onKeyDown={onKeyDown}
      onClick={onSelect}
    >
      {row.level === 1 ? <Twist row={row} onToggle={onToggle} /> : null}
      {row.edge ? (
        <span className="outline__relation">
          <span className="muted">{EDGE_WORDS[row.edge.kind]}</span> {row.edge.target}
        </span>
      ) : (
        <NodeWords row={row} instance={instance} live={live} />
      )}
    </li>
  );
}

function Twist({ row, onToggle }: { row: Row; onToggle: () => void }) {
  if (!row.hasChildren) return <span className="outline__twist" />;
  return (
    <span
      className="outline__twist"
      aria-hidden="true"
      onClick={(event) => {
        event.stopPropagation();
        onToggle();
      }}
    >
      <Icon name={row.open ? "down" : "right"} size={12} />
    </span>
  );
}

function NodeWords({ row, instance, live }: Pick<Props, "row" | "instance" | "live">) {
  const look = live ? INSTANCE_LOOKS[instance?.state ?? "pending"] : null;
  return (
    <>
      <span className={`outline__kind glyph--${row.node.kind}`} title={NODE_KINDS[row.node.kind].word}>
        <Icon name={NODE_KINDS[row.node.kind].icon} size={13} />
      </span>
      <span className="outline__name">{row.node.name}</span>
      <span className="visually-hidden">, {shortType(row.node.type)}</span>
      {instance && instance.drift.length > 0 ? <Sign look={DRIFT_LOOK} /> : null}
      {look && instance ? <Sign look={look} /> : null}
    </>
  );
}

function Sign({ look }: { look: Look }) {
  return (
    <span className={`outline__state tone--${look.tone}`} title={look.word}>
      <Icon name={look.icon} size={14} spin={look.spin} />
      <span className="visually-hidden">, {look.word}</span>
    </span>
  );
}
