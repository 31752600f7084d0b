/** What the screens read, each with the key under which it is cached. */

import { queryOptions } from "@tanstack/react-query";
import { all, get, text } from "./client";
import type {
  BackendInfo,
  Deployment,
  Graph,
  Instance,
  Logs,
  Operation,
  OperationSummary,
  Plan,
  Session,
  Target,
  Template,
  TokenSummary,
  Version,
  VersionSummary,
} from "./types";

const NEVER_STALE = { staleTime: Infinity };

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: ({ signal }) => get<Session>("/session", signal),
});

export const templatesQuery = queryOptions({
  queryKey: ["templates"],
  queryFn: ({ signal }) => all<Template>("/service-templates", signal),
});

export const templateQuery = (id: string) =>
  queryOptions({
    queryKey: ["templates", id],
    queryFn: ({ signal }) => get<Template>(`/service-templates/${id}`, signal),
  });

export const versionsQuery = (templateId: string) =>
  queryOptions({
    queryKey: ["templates", templateId, "versions"],
    queryFn: ({ signal }) => all<VersionSummary>(`/service-templates/${templateId}/versions`, signal),
  });

export const versionQuery = (id: string) =>
  queryOptions({
    queryKey: ["versions", id],
    queryFn: ({ signal }) => get<Version>(`/versions/${id}`, signal),
    ...NEVER_STALE,
  });

export const graphQuery = (versionId: string) =>
  queryOptions({
    queryKey: ["versions", versionId, "graph"],
    queryFn: ({ signal }) => get<Graph>(`/versions/${versionId}/graph`, signal),
    ...NEVER_STALE,
  });

export const fileQuery = (versionId: string, path: string) =>
  queryOptions({
    queryKey: ["versions", versionId, "files", path],
    queryFn: ({ signal }) =>
      text(`/versions/${versionId}/files/${path.split("/").map(encodeURIComponent).join("/")}`, signal),
    ...NEVER_STALE,
  });

export const deploymentsQuery = queryOptions({
  queryKey: ["deployments"],
  queryFn: ({ signal }) => all<Deployment>("/deployments", signal),
});

export const deploymentQuery = (id: string) =>
  queryOptions({
    queryKey: ["deployments", id],
    queryFn: ({ signal }) => get<Deployment>(`/deployments/${id}`, signal),
  });

export const instancesQuery = (deploymentId: string) =>
  queryOptions({
    queryKey: ["deployments", deploymentId, "instances"],
    queryFn: ({ signal }) => all<Instance>(`/deployments/${deploymentId}/instances`, signal),
  });

export const operationsQuery = (deploymentId: string) =>
  queryOptions({
    queryKey: ["deployments", deploymentId, "operations"],
    queryFn: ({ signal }) => all<OperationSummary>(`/deployments/${deploymentId}/operations`, signal),
  });

export const operationQuery = (id: string) =>
  queryOptions({
    queryKey: ["operations", id],
    queryFn: ({ signal }) => get<Operation>(`/operations/${id}`, signal),
  });

export const planQuery = (id: string) =>
  queryOptions({ queryKey: ["plans", id], queryFn: ({ signal }) => get<Plan>(`/plans/${id}`, signal), ...NEVER_STALE });

export const logsQuery = (deploymentId: string, address: string, tail: number) =>
  queryOptions({
    queryKey: ["deployments", deploymentId, "logs", address, tail],
    queryFn: ({ signal }) =>
      get<Logs>(
        `/deployments/${deploymentId}/logs?address=${encodeURIComponent(address)}&tail=${tail}`,
        signal,
      ),
    retry: false,
  });

export const targetsQuery = queryOptions({
  queryKey: ["targets"],
  queryFn: ({ signal }) => all<Target>("/targets", signal),
});

export const backendsQuery = queryOptions({
  queryKey: ["backends"],
  queryFn: ({ signal }) => all<BackendInfo>("/backends", signal),
  ...NEVER_STALE,
});

export const tokensQuery = queryOptions({
  queryKey: ["tokens"],
  queryFn: ({ signal }) => all<TokenSummary>("/tokens", signal),
});
