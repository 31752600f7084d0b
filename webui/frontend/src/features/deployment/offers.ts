/** Which actions a deployment's state allows. */

import type { Deployment } from "@/api/types";
import { isFinished } from "./apply";

export interface Offers {
  deploy: boolean;
  change: boolean;
  undeploy: boolean;
  cancel: boolean;
  retry: boolean;
  forget: boolean;
}

export function offersOf({ state, operation }: Deployment): Offers {
  const working = operation !== null && !isFinished(operation.state);
  const stopped = operation !== null && (operation.state === "failed" || operation.state === "cancelled");
  const gone = state === "new" || state === "undeployed";
  return {
    deploy: !working,
    change: !working,
    undeploy: !working && !gone,
    cancel: working && operation.state !== "cancelling",
    retry: !working && stopped,
    forget: !working && gone,
  };
}
