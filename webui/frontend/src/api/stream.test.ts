import { beforeEach, describe, expect, it, vi } from "vitest";
import { event } from "@/testing/make";
import { follow, type StreamState } from "./stream";
import type { DeploymentEvent } from "./types";

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static made: FakeSource[] = [];
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readyState = 1;
  constructor(readonly url: string) {
    super();
    FakeSource.made.push(this);
  }
  close() {
    this.readyState = FakeSource.CLOSED;
  }
  send(sent: DeploymentEvent) {
    this.dispatchEvent(new MessageEvent(sent.kind, { data: JSON.stringify(sent) }));
  }
}

const source = () => FakeSource.made.at(-1) ?? expect.fail("no stream was opened");

describe("a deployment's stream", () => {
  let numbers: number[];
  let states: StreamState[];
  let end: () => void;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("EventSource", FakeSource);
    FakeSource.made = [];
    [numbers, states] = [[], []];
    end = follow("dep-1", 4, {
      onEvents: (events) => numbers.push(...events.map((one) => one.number)),
      onState: (state) => states.push(state),
    });
  });

  it("begins after the known event, and hands over in order what comes", () => {
    expect(source().url).toBe("/api/v1/deployments/dep-1/events?after=4");
    source().onopen?.();
    source().send(event(5, "step.state"));
    source().send(event(6, "instance.state"));
    expect(numbers).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(numbers).toEqual([5, 6]);
    expect(states).toEqual(["connecting", "live"]);
  });

  it("drops what it had already", () => {
    for (const number of [5, 5, 4, 6]) source().send(event(number, "step.progress"));
    vi.advanceTimersByTime(100);
    expect(numbers).toEqual([5, 6]);
  });

  it("waits while the browser reconnects by itself", () => {
    source().readyState = 0;
    source().onerror?.();
    vi.advanceTimersByTime(10_000);
    expect(states.at(-1)).toBe("reconnecting");
    expect(FakeSource.made).toHaveLength(1);
  });

  it("opens anew after the last event where the browser gave up", () => {
    source().send(event(9, "outputs"));
    source().close();
    source().onerror?.();
    vi.advanceTimersByTime(5_000);
    expect(FakeSource.made).toHaveLength(2);
    expect(source().url).toMatch(/after=9$/);
  });

  it("ends for good", () => {
    source().close();
    source().onerror?.();
    end();
    vi.advanceTimersByTime(10_000);
    expect(FakeSource.made).toHaveLength(1);
  });
});
