import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Redirect } from "wouter";
import { templatesQuery } from "@/api/queries";
import { Loading } from "@/ui/Loading";

const VISITED = "toposmith.visited";

/** The first visit opens straight on a topology; later ones begin with the list. */
export function StartPage() {
  const [isFirst] = useState(() => localStorage.getItem(VISITED) === null);
  const templates = useQuery({ ...templatesQuery, enabled: isFirst });
  if (isFirst && templates.isPending) {
    return (
      <div className="page__inner">
        <Loading label="Looking for a topology to begin with" />
      </div>
    );
  }
  localStorage.setItem(VISITED, "yes");
  const first = isFirst ? templates.data?.find((template) => template.latest?.valid) : undefined;
  return <Redirect to={first ? `/topologies/${first.id}` : "/topologies"} replace />;
}
