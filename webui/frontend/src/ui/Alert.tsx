import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import type { Tone } from "./states";

const ICONS: Record<Tone, IconName> = {
  ok: "checkCircle",
  busy: "info",
  warn: "warning",
  bad: "crossCircle",
  idle: "info",
};

interface Props {
  tone: Tone;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

/** A framed message; the failing ones are announced. */
export function Alert({ tone, title, children, actions }: Props) {
  return (
    <div className={`alert alert--${tone}`} role={tone === "bad" ? "alert" : "status"}>
      <Icon name={ICONS[tone]} size={18} />
      <div className="alert__body">
        <p className="alert__title">{title}</p>
        {children}
      </div>
      {actions ? <div className="alert__actions">{actions}</div> : null}
    </div>
  );
}
