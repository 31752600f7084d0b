import { useMemo, useRef, useState, type KeyboardEvent } from "react";
import type { Graph } from "@/api/types";
import { OutlineRow } from "./OutlineRow";
import { isKnown, keyTarget, outlineRows, type Row } from "./outlineRows";
import type { Instances } from "./model";
import "./outline.css";

interface Props {
  graph: Graph;
  instances?: Instances;
  selected: string | null;
  onSelect: (address: string) => void;
}

/** The graph as a tree: each node, and under it what it requires. It tells all that the canvas tells. */
export function Outline({ graph, instances, selected, onSelect }: Props) {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const tree = useRef<HTMLUListElement>(null);
  const rows = useMemo(() => outlineRows(graph, closed), [graph, closed]);
  const active = isKnown(rows, current) ? current : isKnown(rows, selected) ? selected : (rows[0]?.id ?? null);

  const setOpen = (address: string, open: boolean) => {
    const next = new Set(closed);
    if (open) next.delete(address);
    else next.add(address);
    setClosed(next);
  };
  const moveTo = (id: string) => {
    setCurrent(id);
    tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, row: Row) => {
    const target = keyTarget(event.key, rows, row);
    if (!target) return;
    event.preventDefault();
    if (target.kind === "focus") moveTo(target.id);
    else if (target.kind === "open") setOpen(row.address, target.open);
    else onSelect(row.leadsTo);
  };
  return (
    <ul className="outline" role="tree" aria-label="Nodes and their requirements" ref={tree}>
      {rows.map((row) => (
        <OutlineRow
          key={row.id}
          row={row}
          instance={row.level === 1 ? instances?.get(row.address) : undefined}
          live={instances !== undefined}
          isSelected={row.level === 1 && row.address === selected}
          isActive={row.id === active}
          onKeyDown={(event) => onKeyDown(event, row)}
          onToggle={() => setOpen(row.address, !row.open)}
          onSelect={() => {
            setCurrent(row.id);
            onSelect(row.leadsTo);
          }}
        />
      ))}
    </ul>
  );
}
