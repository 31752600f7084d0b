import { useLayoutEffect, useRef, type ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog; Escape closes it and the focus goes back to where it was. */
export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog className="dialog" ref={element} aria-label={title} onCancel={onClose}>
      <header className="dialog__head">
        <h2>{title}</h2>
        <button type="button" className="button button--quiet button--icon" aria-label="Close" onClick={onClose}>
          <Icon name="cross" />
        </button>
      </header>
      <div className="dialog__body">{children}</div>
    </dialog>
  );
}
