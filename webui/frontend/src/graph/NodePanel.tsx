import type { ReactNode } from "react";
import type { Graph, GraphEdge, GraphNode, Instance } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { shortType } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { DRIFT_LOOK, INSTANCE_LOOKS } from "@/ui/states";
import { Ago } from "@/ui/Time";
import { Pairs } from "@/ui/Value";
import { EDGE_WORDS, NODE_KINDS } from "./kinds";
import { edgeKey, into, outOf } from "./model";
import "./nodePanel.css";

interface Props {
  graph: Graph;
  node: GraphNode;
  instance?: Instance;
  onSelect: (address: string) => void;
  onClose: () => void;
  /** Buttons that act on this node, such as its logs. */
  actions?: ReactNode;
}

/** All that is known of one node. */
export function NodePanel({ graph, node, instance, onSelect, onClose, actions }: Props) {
  return (
    <section className="node" aria-label={`Node ${node.name}`}>
      <header className="node__head">
        <span className={`glyph glyph--${node.kind}`}>
          <Icon name={NODE_KINDS[node.kind].icon} size={18} />
        </span>
        <div className="node__title">
          <h2>{node.name}</h2>
          <p className="mono muted" title={[node.type, ...node.lineage].join("\n← ")}>
            {node.type}
          </p>
        </div>
        <button type="button" className="button button--quiet button--icon" aria-label="Close the node" onClick={onClose}>
          <Icon name="cross" />
        </button>
      </header>
      {node.description ? <p className="node__description">{node.description}</p> : null}
      {instance ? <Live instance={instance} /> : null}
      {instance && instance.drift.length > 0 ? <Drift drift={instance.drift} /> : null}
      {actions ? <div className="node__actions">{actions}</div> : null}
      {instance && Object.keys(instance.attributes).length > 0 ? (
        <Section title="Attributes">
          <Pairs values={instance.attributes} />
        </Section>
      ) : null}
      <Section title="Properties">
        <Pairs values={node.properties} />
      </Section>
      <Section title="Artifacts">
        <Artifacts node={node} />
      </Section>
      <Section title="Requires">
        <Edges edges={outOf(graph, node.address)} end="target" onSelect={onSelect} />
      </Section>
      <Section title="Required by">
        <Edges edges={into(graph, node.address)} end="source" onSelect={onSelect} />
      </Section>
      <Section title="Capabilities">
        <Capabilities node={node} />
      </Section>
    </section>
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="node__section">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Live({ instance }: { instance: Instance }) {
  return (
    <div className="node__live">
      <Badge look={INSTANCE_LOOKS[instance.state]} note={instance.replicas > 1 ? `× ${instance.replicas}` : undefined} />
      {instance.observed_at ? (
        <span className="muted">
          seen <Ago at={instance.observed_at} />
        </span>
      ) : null}
      {instance.native_name ? <code className="node__native">{instance.native_name}</code> : null}
      {instance.detail ? <pre className="platform-words">{instance.detail}</pre> : null}
    </div>
  );
}

/** What somebody else changed, in the platform's words. */
function Drift({ drift }: { drift: string[] }) {
  return (
    <div className="node__drift">
      <Badge look={DRIFT_LOOK} />
      <ul>
        {drift.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      <p className="muted">Plan a deploy to bring it back to what the template says.</p>
    </div>
  );
}

function Artifacts({ node }: { node: GraphNode }) {
  if (node.artifacts.length === 0) return <span className="muted">none</span>;
  return (
    <ul className="node__list">
      {node.artifacts.map((artifact) => (
        <li key={artifact.name}>
          <span>{artifact.name}</span> <code>{artifact.file}</code>
          <p className="muted">{shortType(artifact.type)}</p>
        </li>
      ))}
    </ul>
  );
}

function Capabilities({ node }: { node: GraphNode }) {
  if (node.capabilities.length === 0) return <span className="muted">none</span>;
  return (
    <ul className="node__list">
      {node.capabilities.map((capability) => (
        <li key={capability.name}>
          {capability.name} <span className="muted">{shortType(capability.type)}</span>
          {Object.keys(capability.properties).length > 0 ? <Pairs values={capability.properties} /> : null}
        </li>
      ))}
    </ul>
  );
}

interface EdgesProps {
  edges: GraphEdge[];
  end: "source" | "target";
  onSelect: (address: string) => void;
}

function Edges({ edges, end, onSelect }: EdgesProps) {
  if (edges.length === 0) return <span className="muted">nothing</span>;
  return (
    <ul className="node__list">
      {edges.map((edge) => (
        <li key={edgeKey(edge)}>
          {end === "target" ? <span className="muted">{EDGE_WORDS[edge.kind]} </span> : null}
          <button type="button" className="link" onClick={() => onSelect(edge[end])}>
            {edge[end]}
          </button>
          {end === "source" ? <span className="muted"> {EDGE_WORDS[edge.kind]} this</span> : null}
          <p className="muted">
            requirement <code>{edge.requirement}</code>
            {edge.capability ? (
              <>
                {" "}
                to capability <code>{edge.capability}</code>
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}
