import { useEffect, useRef, useState, type ReactNode } from "react";

interface Props {
  label: string;
  button: ReactNode;
  children: ReactNode;
}

/** A button that opens a list of choices; Escape, a choice or a click elsewhere closes it. */
export function Menu({ label, button, children }: Props) {
  const [open, setOpen] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      const outside = event.type === "pointerdown" && !element.current?.contains(event.target as Node);
      if (escaped || outside) setOpen(false);
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, [open]);
  return (
    <div className="menu" ref={element}>
      <button type="button" className="bar__button" aria-expanded={open} aria-label={label} onClick={() => setOpen(!open)}>
        {button}
      </button>
      {open ? <div className="menu__items">{children}</div> : null}
    </div>
  );
}
