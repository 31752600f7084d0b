import type { Deployment, DeploymentEvent, Graph } from "@/api/types";
import { NodePanel } from "@/graph/NodePanel";
import type { Instances } from "@/graph/model";
import { Section } from "@/graph/NodePanel";
import { TabPanel, Tabs } from "@/ui/Tabs";
import { Pairs } from "@/ui/Value";
import { useParam } from "@/ui/useParam";
import { Activity } from "./Activity";
import { EventsList } from "./EventsList";
import { NodeActions } from "./NodeActions";

interface Props {
  deployment: Deployment;
  graph: Graph;
  instances: Instances;
  events: DeploymentEvent[];
  selected: string | null;
  onSelect: (address: string | null) => void;
}

const TABS = [
  { id: "activity", label: "Activity" },
  { id: "events", label: "Events" },
  { id: "inputs", label: "Inputs" },
] as const;

type Side = (typeof TABS)[number]["id"];

/** The chosen node, or what is being done, what happened and what was asked for. */
export function SidePanel({ deployment, graph, instances, events, selected, onSelect }: Props) {
  const [side, setSide] = useParam("side");
  const node = graph.nodes.find((one) => one.address === selected);
  if (node) {
    return (
      <NodePanel
        graph={graph}
        node={node}
        instance={instances.get(node.address)}
        onSelect={onSelect}
        onClose={() => onSelect(null)}
        actions={<NodeActions key={node.address} deployment={deployment} node={node} instance={instances.get(node.address)} />}
      />
    );
  }
  const current: Side = side === "events" || side === "inputs" ? side : "activity";
  return (
    <>
      <div className="side__tabs">
        <Tabs label="About the deployment" tabs={TABS} current={current} onChange={setSide} />
      </div>
      <TabPanel id={current}>
        {current === "activity" ? <Activity deployment={deployment} events={events} /> : null}
        {current === "events" ? <EventsList events={events} /> : null}
        {current === "inputs" ? (
          <Section title="Inputs">
            <Pairs values={deployment.inputs} />
          </Section>
        ) : null}
      </TabPanel>
    </>
  );
}
