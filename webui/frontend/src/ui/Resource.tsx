import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Loading } from "./Loading";
import { ProblemAlert } from "./ProblemAlert";

interface Props<Data> {
  query: UseQueryResult<Data>;
  label: string;
  children: (data: Data) => ReactNode;
}

/** The three lives of something fetched: on its way, refused, here. Data that is here stays during a refetch. */
export function Resource<Data>({ query, label, children }: Props<Data>) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading label={label} />;
}
