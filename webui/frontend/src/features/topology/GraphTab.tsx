import { useQuery } from "@tanstack/react-query";
import { graphQuery } from "@/api/queries";
import type { Graph, Version } from "@/api/types";
import { NodePanel } from "@/graph/NodePanel";
import { Outline } from "@/graph/Outline";
import { TopologyCanvas } from "@/graph/TopologyCanvas";
import { Empty } from "@/ui/Empty";
import { plural } from "@/ui/format";
import { useParam } from "@/ui/useParam";
import { Framed } from "./TopologyPage";

export function GraphTab({ version }: { version: Version }) {
  const graph = useQuery({ ...graphQuery(version.id), enabled: version.valid });
  if (!version.valid) return <NoGraph />;
  return (
    <Framed query={graph} label="Drawing the graph">
      {(found) => <Drawn graph={found} />}
    </Framed>
  );
}

function Drawn({ graph }: { graph: Graph }) {
  const [selected, setSelected] = useParam("node");
  const node = graph.nodes.find((one) => one.address === selected);
  return (
    <div className={node ? "columns columns--side" : "columns"}>
      <aside className="columns__outline" aria-label="Outline">
        <p className="columns__title">{plural(graph.nodes.length, "node")}</p>
        <Outline graph={graph} selected={selected} onSelect={setSelected} />
      </aside>
      <div className="columns__canvas">
        <TopologyCanvas graph={graph} selected={selected} onSelect={setSelected} />
      </div>
      {node ? (
        <aside className="columns__side" aria-label="Details">
          <NodePanel graph={graph} node={node} onSelect={setSelected} onClose={() => setSelected(null)} />
        </aside>
      ) : null}
    </div>
  );
}

function NoGraph() {
  return (
    <div className="page__inner">
      <Empty icon="warning" title="This version has no graph">
        <p>Its template has errors. The findings say where they are and what to do.</p>
      </Empty>
    </div>
  );
}
