/** Reading a topology graph: who depends on whom, and what a node tells at a glance. */

import type { Graph, GraphEdge, GraphNode, Instance, Json } from "@/api/types";
import { webAddress } from "@/ui/format";

export type Instances = ReadonlyMap<string, Instance>;

export const edgeKey = (edge: GraphEdge) => `${edge.source}/${edge.requirement}/${edge.index}/${edge.target}`;

export const outOf = (graph: Graph, address: string) => graph.edges.filter((edge) => edge.source === address);
export const into = (graph: Graph, address: string) => graph.edges.filter((edge) => edge.target === address);

export function byAddress(instances: readonly Instance[] | undefined): Instances {
  return new Map((instances ?? []).map((instance) => [instance.address, instance]));
}

/** The image or Dockerfile that a node runs. */
export function imageOf(node: GraphNode): string | null {
  return (node.artifacts.find((artifact) => artifact.name === "image") ?? node.artifacts[0])?.file ?? null;
}

/** How many replicas the template asks for; null where a node has no such notion. */
export function wantedReplicas(node: GraphNode): number | null {
  const scalable = node.capabilities.find((capability) => capability.name === "scalable");
  const wanted = scalable?.properties.default_instances;
  return typeof wanted === "number" ? wanted : null;
}

/** Where people reach a running node from outside. */
export function publishedAddress(instance: Instance | undefined): string | null {
  return instance && instance.state !== "deleted" ? webAddress(instance.attributes.url) : null;
}

/** The ports that the template publishes, as `:8080`; "any" where the platform chooses. */
export function plannedPorts(node: GraphNode): string[] {
  const ports = node.properties.ports;
  return Array.isArray(ports) ? ports.map(portWord).filter((word) => word !== null) : [];
}

function portWord(port: Json): string | null {
  if (port === null || typeof port !== "object" || Array.isArray(port)) return null;
  const published = port.published;
  if (typeof published === "number" && published > 0) return `:${published}`;
  return typeof port.target === "number" ? `:any → ${port.target}` : null;
}
