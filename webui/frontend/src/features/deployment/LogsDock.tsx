import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { logsQuery } from "@/api/queries";
import type { Deployment, Graph } from "@/api/types";
import { Loading } from "@/ui/Loading";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { useParam } from "@/ui/useParam";
import { LogLines } from "./LogLines";
import { LogsBar } from "./LogsBar";

const REFRESH_MILLISECONDS = 4_000;

interface Props {
  deployment: Deployment;
  graph: Graph | undefined;
}

/** The logs of one node along the bottom of the page, open while the address names the node. */
export function LogsDock({ deployment, graph }: Props) {
  const [address, setAddress] = useParam("logs");
  if (address === null) return null;
  const containers = graph?.nodes.filter((node) => node.kind === "container").map((node) => node.address) ?? [];
  return <Dock key={address} deployment={deployment} address={address} addresses={containers} onAddress={setAddress} />;
}

interface DockProps {
  deployment: Deployment;
  address: string;
  addresses: string[];
  onAddress: (address: string | null) => void;
}

function Dock({ deployment, address, addresses, onAddress }: DockProps) {
  const [tail, setTail] = useState(200);
  const [wrap, setWrap] = useState(true);
  const [auto, setAuto] = useState(true);
  const [search, setSearch] = useState("");
  const logs = useQuery({
    ...logsQuery(deployment.id, address, tail),
    refetchInterval: (query) => (auto && !query.state.error ? REFRESH_MILLISECONDS : false),
  });
  return (
    <section className="logs" aria-label={`Logs of ${address}`}>
      <LogsBar
        {...{ address, addresses, onAddress, tail, setTail, wrap, setWrap, auto, setAuto, search, setSearch }}
        isFetching={logs.isFetching}
        onRefresh={() => void logs.refetch()}
      />
      {logs.error ? (
        <div className="logs__problem">
          <ProblemAlert error={logs.error} onRetry={() => void logs.refetch()} />
        </div>
      ) : logs.data ? (
        <LogLines text={logs.data.text} search={search} wrap={wrap} />
      ) : (
        <div className="logs__problem">
          <Loading label="Asking a worker for the logs" />
        </div>
      )}
    </section>
  );
}
