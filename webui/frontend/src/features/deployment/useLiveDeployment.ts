import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { deploymentQuery, instancesQuery, operationQuery } from "@/api/queries";
import { follow, type StreamState } from "@/api/stream";
import type { Deployment, DeploymentEvent } from "@/api/types";
import { applyToDeployment, applyToInstances, applyToOperation, needsFetching } from "./apply";

const KEPT = 600;

/**
 * Keeps a deployment's picture live. The picture itself comes from the API; the stream begins some way before it, so that
 * the history and the lines of progress are there after a reload, and only what is newer than the picture changes it.
 */
export function useLiveDeployment(deployment: Deployment): { events: DeploymentEvent[]; stream: StreamState } {
  const queries = useQueryClient();
  const [events, setEvents] = useState<DeploymentEvent[]>([]);
  const [stream, setStream] = useState<StreamState>("connecting");
  const base = useRef(deployment.last_event);
  const { id } = deployment;
  useEffect(() => {
    const known = base.current;
    return follow(id, Math.max(known - KEPT, 0), {
      onState: setStream,
      onEvents: (fresh) => {
        setEvents((before) => [...before, ...fresh].slice(-KEPT));
        for (const event of fresh) if (event.number > known) applyToCache(queries, id, event);
      },
    });
  }, [id, queries]);
  return { events, stream };
}

function applyToCache(queries: QueryClient, id: string, event: DeploymentEvent): void {
  const whole = deploymentQuery(id).queryKey;
  const before = queries.getQueryData(whole);
  if (before) queries.setQueryData(whole, applyToDeployment(before, event));
  queries.setQueryData(instancesQuery(id).queryKey, (held) => held && applyToInstances(held, event));
  const operation = event.body.operation_id;
  if (typeof operation === "string") {
    queries.setQueryData(operationQuery(operation).queryKey, (held) => held && applyToOperation(held, event));
  }
  if (before && needsFetching(event, before)) {
    void queries.invalidateQueries({ queryKey: ["deployments"] });
    void queries.invalidateQueries({ queryKey: ["operations"] });
  }
}
