import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

interface Props {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** An empty list says what belongs there and how it gets there. */
export function Empty({ icon, title, children, action }: Props) {
  return (
    <div className="empty">
      <span className="empty__icon">
        <Icon name={icon} size={24} />
      </span>
      <h2>{title}</h2>
      <div className="empty__text">{children}</div>
      {action}
    </div>
  );
}
