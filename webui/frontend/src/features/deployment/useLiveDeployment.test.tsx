import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { deploymentQuery, instancesQuery } from "@/api/queries";
import * as streams from "@/api/stream";
import type { DeploymentEvent } from "@/api/types";
import { deployment, event, instance } from "@/testing/make";
import { useLiveDeployment } from "./useLiveDeployment";

describe("a live deployment", () => {
  const queries = new QueryClient();
  const shown = deployment({ last_event: 1000, state: "deployed" });
  let send: (events: DeploymentEvent[]) => void;
  let after: number;
  const end = vi.fn();

  beforeEach(() => {
    queries.clear();
    queries.setQueryData(deploymentQuery("dep-1").queryKey, shown);
    queries.setQueryData(instancesQuery("dep-1").queryKey, [instance("web")]);
    vi.spyOn(streams, "follow").mockImplementation((_, from, { onEvents }) => {
      [after, send] = [from, onEvents];
      return end;
    });
  });
  const wrapper = ({ children }: { children: ReactNode }) => <QueryClientProvider client={queries}>{children}</QueryClientProvider>;
  const live = () => renderHook(() => useLiveDeployment(shown), { wrapper });
  const web = () => queries.getQueryData(instancesQuery("dep-1").queryKey)?.[0];

  it("asks for some history, and does not change the picture by it", () => {
    const { result } = live();
    expect(after).toBe(400);
    act(() => send([event(999, "instance.state", { address: "web", state: "failed" })]));
    expect(result.current.events).toHaveLength(1);
    expect(web()?.state).toBe("running");
  });

  it("changes the picture by what is newer", () => {
    live();
    act(() => send([event(1001, "instance.state", { address: "web", state: "unhealthy" }), event(1002, "deployment.state", { state: "working" })]));
    expect(web()?.state).toBe("unhealthy");
    expect(queries.getQueryData(deploymentQuery("dep-1").queryKey)).toMatchObject({ state: "working", last_event: 1002 });
  });

  it("keeps a bounded history, and ends with the page", () => {
    const { result, unmount } = live();
    act(() => send(Array.from({ length: 900 }, (_, index) => event(1001 + index, "step.progress"))));
    expect(result.current.events.length).toBeLessThanOrEqual(600);
    expect(result.current.events.at(-1)?.number).toBe(1900);
    unmount();
    expect(end).toHaveBeenCalled();
  });
});
