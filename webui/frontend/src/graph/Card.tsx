import { Handle, Position, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import type { Instance } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { shortType } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { DRIFT_LOOK, INSTANCE_LOOKS } from "@/ui/states";
import { NODE_KINDS } from "./kinds";
import { imageOf, plannedPorts, publishedAddress, wantedReplicas } from "./model";
import type { CardNode } from "./flow";

/** A node on the canvas: what it is, what it runs, where it is reached and how it is. */
export const Card = memo(function Card({ data, selected }: NodeProps<CardNode>) {
  const { node, instance, live } = data;
  const state = instance?.state ?? "pending";
  const classes = ["card", `card--${node.kind}`];
  if (live) classes.push(`card--${INSTANCE_LOOKS[state].tone}`);
  if (selected) classes.push("card--selected");
  return (
    <div className={classes.join(" ")} data-state={live ? (instance?.state ?? "none") : undefined}>
      <Handle type="target" position={Position.Top} isConnectable={false} />
      <div className="card__top">
        <span className="card__glyph">
          <Icon name={NODE_KINDS[node.kind].icon} size={18} />
        </span>
        <span className="card__words">
          <span className="card__name">{node.name}</span>
          <span className="card__type">{imageOf(node) ?? shortType(node.type)}</span>
        </span>
        {live ? null : <Ports ports={plannedPorts(node)} />}
      </div>
      {live ? <LiveRow instance={instance} wanted={wantedReplicas(node)} /> : null}
      <Handle type="source" position={Position.Bottom} isConnectable={false} />
    </div>
  );
});

function Ports({ ports }: { ports: string[] }) {
  const [first] = ports;
  return first ? <span className="card__port mono">{first}</span> : null;
}

function LiveRow({ instance, wanted }: { instance: Instance | undefined; wanted: number | null }) {
  const url = publishedAddress(instance);
  if (!instance) return <div className="card__live muted">Not deployed</div>;
  return (
    <div className="card__live">
      {instance.drift.length > 0 ? <Drift /> : null}
      <Badge look={INSTANCE_LOOKS[instance.state]} note={replicaNote(instance.replicas, wanted)} />
      {url ? (
        <a className="card__link nodrag mono" href={url} target="_blank" rel="noreferrer" title={url}>
          {new URL(url).port ? `:${new URL(url).port}` : new URL(url).host}
          <Icon name="external" size={13} />
          <span className="visually-hidden">opens the running site</span>
        </a>
      ) : null}
    </div>
  );
}

/** Short, so that the arrows that end at the card's middle stay in sight. */
function Drift() {
  return (
    <span className="card__drift" title={DRIFT_LOOK.word}>
      <Badge look={{ ...DRIFT_LOOK, word: "Changed" }} />
      <span className="visually-hidden"> by hand</span>
    </span>
  );
}

function replicaNote(running: number, wanted: number | null): string | undefined {
  return wanted !== null && wanted > 1 ? `${running} of ${wanted}` : running > 1 ? `× ${running}` : undefined;
}
