import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { operation, step } from "@/testing/make";
import { StepsTimeline } from "./StepsTimeline";

const FROM = "2026-01-02T03:04:05Z";
const TO = "2026-01-02T03:04:09.500Z";

it("shows each step's state in a word, its time, its attempt, and the platform's own words", () => {
  const steps = [
    step("image", { state: "succeeded", attempt: 1, started_at: FROM, finished_at: TO }),
    step("web", { state: "failed", attempt: 3, error: "port is already allocated", started_at: FROM, finished_at: TO }),
    step("db", { title: "" }),
  ];
  render(<StepsTimeline operation={operation({ steps })} progress={new Map([["image", ["a", "b"]]])} />);
  const [image, web, db] = screen.getAllByRole("listitem").map((item) => item.textContent);
  expect(image).toContain("Create image4.5 sDone2 lines of progress");
  expect(web).toContain("Failed, attempt 3port is already allocated");
  expect(db).toBe("create dbWaiting");
});

it("shows the newest lines of a step that runs", () => {
  const running = operation({ steps: [step("image", { state: "running", started_at: FROM })] });
  render(<StepsTimeline operation={running} progress={new Map([["image", ["1", "2", "3", "4"]]])} />);
  expect(screen.getByText(/^2\s3\s4$/)).toBeDefined();
});
