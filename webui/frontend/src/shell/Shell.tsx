import { useQuery } from "@tanstack/react-query";
import { useEffect, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { sessionQuery } from "@/api/queries";
import { Problem } from "@/api/problem";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { BrandMark } from "./Brand";
import { TeamSwitcher } from "./TeamSwitcher";
import { UserMenu } from "./UserMenu";
import "./shell.css";

const PLACES = [
  { path: "/topologies", label: "Topologies" },
  { path: "/deployments", label: "Deployments" },
  { path: "/targets", label: "Targets" },
  { path: "/tokens", label: "Tokens" },
];

/** The bar on top and the page below it. */
export function Shell({ children }: { children: ReactNode }) {
  const session = useQuery(sessionQuery);
  const [location] = useLocation();
  useOwnPasswordFirst(session.error, session.data?.user.password_is_one_time ?? false);
  return (
    <div className="shell">
      <a className="skip" href="#page">
        Skip to the page
      </a>
      <header className="bar">
        <Link href="/topologies" className="bar__brand">
          <BrandMark />
          Toposmith
        </Link>
        <nav className="bar__places" aria-label="Places">
          {PLACES.map(({ path, label }) => (
            <Link key={path} href={path} className="bar__place" aria-current={location.startsWith(path) ? "page" : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <div className="bar__end">
          {session.data ? <TeamSwitcher session={session.data} /> : null}
          {session.data ? <UserMenu session={session.data} /> : null}
        </div>
      </header>
      <main id="page" className="page" tabIndex={-1}>
        {session.error && !session.data ? (
          <div className="page__inner">
            <ProblemAlert error={session.error} onRetry={() => void session.refetch()} />
          </div>
        ) : (
          children
        )}
      </main>
    </div>
  );
}

/** A one-time password opens nothing but the page where an own one is chosen. */
function useOwnPasswordFirst(error: Error | null, isOneTime: boolean): void {
  const wanted = isOneTime || (error instanceof Problem && error.code === "password_change_required");
  useEffect(() => {
    if (wanted) window.location.assign("/password");
  }, [wanted]);
}
