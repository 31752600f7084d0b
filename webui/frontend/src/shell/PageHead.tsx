import { useEffect, type ReactNode } from "react";
import { Link } from "wouter";
import { Icon } from "@/ui/Icon";

interface Props {
  title: string;
  trail?: { label: string; href: string }[];
  /** What stands beside the title, such as a state. */
  aside?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}

/** The head of every page; it names the browser's tab too. */
export function PageHead({ title, trail = [], aside, lead, actions, children }: Props) {
  useEffect(() => {
    document.title = `${title} · Toposmith`;
  }, [title]);
  return (
    <header className="head">
      <div className="head__row">
        <div className="head__words">
          {trail.length > 0 ? (
            <nav className="head__trail" aria-label="Where you are">
              {trail.map(({ label, href }) => (
                <span key={href}>
                  <Link href={href}>{label}</Link>
                  <Icon name="right" size={11} />
                </span>
              ))}
            </nav>
          ) : null}
          <div className="head__title">
            <h1>{title}</h1>
            {aside}
          </div>
          {lead ? <div className="head__lead">{lead}</div> : null}
        </div>
        {actions ? <div className="head__actions">{actions}</div> : null}
      </div>
      {children}
    </header>
  );
}
