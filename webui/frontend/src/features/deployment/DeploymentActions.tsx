import { useState } from "react";
import { Link } from "wouter";
import type { Deployment } from "@/api/types";
import { useRole } from "@/shell/useRole";
import { ConfirmDialog } from "@/ui/ConfirmDialog";
import { Icon } from "@/ui/Icon";
import { offersOf } from "./offers";
import type { DeploymentActions as Actions } from "./useDeploymentActions";

interface Props {
  deployment: Deployment;
  actions: Actions;
}

/** The buttons that make sense in the present state. */
export function DeploymentActions({ deployment, actions }: Props) {
  const { mayWrite } = useRole();
  const [forgetting, setForgetting] = useState(false);
  const { plan, steer, forget, isBusy } = actions;
  const offers = offersOf(deployment);
  if (!mayWrite) return null;
  return (
    <>
      {offers.cancel ? (
        <button type="button" className="button" disabled={isBusy} onClick={() => steer("cancel")}>
          <Icon name="cross" /> Cancel
        </button>
      ) : null}
      {offers.forget ? (
        <button type="button" className="button button--quiet" onClick={() => setForgetting(true)}>
          <Icon name="trash" /> Forget
        </button>
      ) : null}
      {offers.undeploy ? (
        <button type="button" className="button button--danger" disabled={isBusy} onClick={() => plan("undeploy")}>
          Undeploy
        </button>
      ) : null}
      {offers.change ? (
        <Link className="button" href={`/deployments/${deployment.id}/change`}>
          Change
        </Link>
      ) : null}
      {offers.deploy ? (
        <button type="button" className="button" disabled={isBusy} onClick={() => plan("deploy")}>
          <Icon name="rocket" /> Plan a deploy
        </button>
      ) : null}
      {offers.retry ? (
        <button type="button" className="button button--primary" disabled={isBusy} onClick={() => steer("retry")}>
          <Icon name="refresh" /> Retry
        </button>
      ) : null}
      {forgetting ? (
        <ConfirmDialog title={`Forget ${deployment.name}?`} confirm="Forget it" action={forget} onClose={() => setForgetting(false)}>
          <p>Its history goes with it. Nothing of it is on the target any more.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
