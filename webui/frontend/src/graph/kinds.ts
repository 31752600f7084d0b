/** How kinds of nodes and edges are called and drawn. */

import type { EdgeKind, NodeKind } from "@/api/types";
import type { IconName } from "@/ui/Icon";

export const NODE_KINDS: Record<NodeKind, { word: string; icon: IconName }> = {
  container: { word: "Container", icon: "container" },
  volume: { word: "Volume", icon: "volume" },
  network: { word: "Network", icon: "network" },
  runtime: { word: "Runtime", icon: "runtime" },
  other: { word: "Node", icon: "other" },
};

export const EDGE_WORDS: Record<EdgeKind, string> = {
  "hosted-on": "hosted on",
  "connects-to": "connects to",
  "attaches-to": "attached to",
  "depends-on": "depends on",
  "links-to": "linked to",
};

export const EDGE_KINDS = Object.keys(EDGE_WORDS) as EdgeKind[];
