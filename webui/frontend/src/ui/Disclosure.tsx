import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  summary: ReactNode;
  open?: boolean;
  children: ReactNode;
}

export function Disclosure({ summary, open = false, children }: Props) {
  return (
    <details className="disclosure" open={open}>
      <summary>
        <Icon name="right" size={14} />
        {summary}
      </summary>
      {children}
    </details>
  );
}
