import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { deploymentQuery, graphQuery, instancesQuery } from "@/api/queries";
import type { Deployment, Graph } from "@/api/types";
import { Outline } from "@/graph/Outline";
import { TopologyCanvas } from "@/graph/TopologyCanvas";
import { byAddress } from "@/graph/model";
import { Framed } from "@/features/topology/TopologyPage";
import { plural } from "@/ui/format";
import { useParam } from "@/ui/useParam";
import { DeploymentHead } from "./DeploymentHead";
import { LogsDock } from "./LogsDock";
import { SidePanel } from "./SidePanel";
import { useLiveDeployment } from "./useLiveDeployment";
import "./deployment.css";

/** A deployment: its graph with live states, what is being done, what it gives, its logs. */
export function DeploymentPage({ id }: { id: string }) {
  const deployment = useQuery(deploymentQuery(id));
  return (
    <Framed query={deployment} label="Loading the deployment">
      {(found) => <Live deployment={found} />}
    </Framed>
  );
}

function Live({ deployment }: { deployment: Deployment }) {
  const { events, stream } = useLiveDeployment(deployment);
  const graph = useQuery(graphQuery(deployment.version.id));
  return (
    <div className="workbench workbench--live">
      <DeploymentHead deployment={deployment} stream={stream} />
      <Framed query={graph} label="Drawing the graph">
        {(found) => <Columns deployment={deployment} graph={found} events={events} />}
      </Framed>
      <LogsDock deployment={deployment} graph={graph.data} />
    </div>
  );
}

interface ColumnsProps {
  deployment: Deployment;
  graph: Graph;
  events: ReturnType<typeof useLiveDeployment>["events"];
}

function Columns({ deployment, graph, events }: ColumnsProps) {
  const instances = useQuery(instancesQuery(deployment.id));
  const states = useMemo(() => byAddress(instances.data), [instances.data]);
  const [selected, setSelected] = useParam("node");
  return (
    <div className="columns columns--side">
      <aside className="columns__outline" aria-label="Outline">
        <p className="columns__title">{plural(graph.nodes.length, "node")}</p>
        <Outline graph={graph} instances={states} selected={selected} onSelect={setSelected} />
      </aside>
      <div className="columns__canvas">
        <TopologyCanvas graph={graph} instances={states} selected={selected} onSelect={setSelected} />
      </div>
      <aside className="columns__side" aria-label="Details">
        <SidePanel
          deployment={deployment}
          graph={graph}
          instances={states}
          events={events}
          selected={selected}
          onSelect={setSelected}
        />
      </aside>
    </div>
  );
}
