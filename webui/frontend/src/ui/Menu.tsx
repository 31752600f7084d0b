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
  const items = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!open) return;
    const close = (event: Event) => {
      const escaped = event instanceof KeyboardEvent && event.key === "Escape";
      if (escaped || (event.type === "pointerdown" && !element.current?.contains(event.target as Node))) setOpen(false);
    };
    // A form among the choices must still be there when the browser sends it.
    const closeAfter = (event: Event) => {
      if (items.current?.contains(event.target as Node)) window.setTimeout(() => setOpen(false));
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    document.addEventListener("click", closeAfter);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
      document.removeEventListener("click", closeAfter);
    };
  }, [open]);
  return (
    <div className="menu" ref={element}>
      <button type="button" className="bar__button" aria-expanded={open} aria-label={label} onClick={() => setOpen(!open)}>
        {button}
      </button>
      {open ? (
        <div className="menu__items" ref={items}>
          {children}
        </div>
      ) : null}
    </div>
  );
}
