/** The events of a deployment as they happen, over server-sent events. */

import { API } from "./client";
import type { DeploymentEvent } from "./types";

export const EVENT_KINDS = [
  "deployment.created",
  "deployment.changed",
  "deployment.state",
  "plan.made",
  "operation.state",
  "step.state",
  "step.progress",
  "instance.state",
  "instance.drift",
  "instance.command",
  "outputs",
] as const;

export type StreamState = "connecting" | "live" | "reconnecting";

interface Listener {
  onEvents: (events: DeploymentEvent[]) => void;
  onState: (state: StreamState) => void;
}

const REOPEN_MILLISECONDS = 3_000;
const GATHER_MILLISECONDS = 60;

/**
 * Follows a deployment from the event after `after`, handing events over in handfuls so that a long history is drawn
 * once. The browser comes back by itself after a break and names the last event it has; where it gives up, we open anew.
 * Gives a function that ends it.
 */
export function follow(deploymentId: string, after: number, { onEvents, onState }: Listener): () => void {
  let last = after;
  let source: EventSource | null = null;
  let reopening: number | undefined;
  let gathered: DeploymentEvent[] = [];
  let handing: number | undefined;

  const hand = () => {
    handing = undefined;
    onEvents(gathered);
    gathered = [];
  };
  const take = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as DeploymentEvent;
    if (event.number <= last) return;
    last = event.number;
    gathered.push(event);
    handing ??= window.setTimeout(hand, GATHER_MILLISECONDS);
  };
  const open = () => {
    source = new EventSource(`${API}/deployments/${deploymentId}/events?after=${last}`);
    source.onopen = () => onState("live");
    source.onerror = () => {
      onState("reconnecting");
      if (source?.readyState === EventSource.CLOSED) reopening = window.setTimeout(open, REOPEN_MILLISECONDS);
    };
    for (const kind of EVENT_KINDS) source.addEventListener(kind, take);
  };

  onState("connecting");
  open();
  return () => {
    source?.close();
    window.clearTimeout(reopening);
    window.clearTimeout(handing);
  };
}
