import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Dialog } from "./Dialog";
import { ProblemAlert } from "./ProblemAlert";

interface Props<Answer> {
  title: string;
  confirm: string;
  action: UseMutationResult<Answer, Error, void>;
  onClose: () => void;
  children: ReactNode;
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog<Answer>({ title, confirm, action, onClose, children }: Props<Answer>) {
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      {action.error ? <ProblemAlert error={action.error} /> : null}
      <div className="dialog__foot">
        <button type="button" className="button" onClick={onClose}>
          Keep it
        </button>
        <button type="button" className="button button--danger" disabled={action.isPending} onClick={() => action.mutate()}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
