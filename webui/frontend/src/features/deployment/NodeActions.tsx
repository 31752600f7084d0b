import { useState } from "react";
import type { Deployment, GraphNode, Instance } from "@/api/types";
import { useRole } from "@/shell/useRole";
import { Icon } from "@/ui/Icon";
import { useParam } from "@/ui/useParam";
import { RunCommand } from "./RunCommand";

interface Props {
  deployment: Deployment;
  node: GraphNode;
  instance: Instance | undefined;
}

/** What can be done with one node: look at its logs, and run a command in it. */
export function NodeActions({ deployment, node, instance }: Props) {
  const [, setLogs] = useParam("logs");
  const [open, setOpen] = useState(false);
  const { mayWrite } = useRole();
  if (node.kind !== "container" || !instance) return null;
  return (
    <>
      <button type="button" className="button button--small" onClick={() => setLogs(node.address)}>
        <Icon name="logs" /> Logs
      </button>
      {mayWrite ? (
        <button type="button" className="button button--small" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="terminal" /> Run a command
        </button>
      ) : null}
      {open ? <RunCommand deployment={deployment} address={node.address} /> : null}
    </>
  );
}
