import { render, screen } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "@/api/types";
import { DiagnosticItem } from "./DiagnosticItem";

const SOURCE = "node_templates:\n  web:\n    type: no.such.Type\n";
const found: Diagnostic = { code: "TS401", severity: "error", message: "Unknown type.", file: "t.yaml", line: 3, column: 11, end_line: 3, end_column: 23 };

const marked = (diagnostic: Diagnostic, source = SOURCE) => render(<DiagnosticItem diagnostic={diagnostic} source={source} />).container.querySelector("mark")?.textContent;

describe("a finding", () => {
  it("marks exactly what is meant in its line", () => {
    expect(marked(found)).toBe("no.such.Type");
  });

  it("marks the rest of the line when it goes on below", () => {
    expect(marked({ ...found, end_line: 5, end_column: 1 })).toBe("no.such.Type");
  });

  it("marks one character when it has no end, and something when it is beyond the line", () => {
    expect(marked({ ...found, end_line: undefined, end_column: undefined })).toBe("n");
    expect(marked({ ...found, column: 400, end_column: 401 })).toBe(" ");
  });

  it("does without a line that the file does not have", () => {
    expect(marked({ ...found, line: 99 })).toBeUndefined();
    expect(screen.getByText("t.yaml:99:11")).toBeDefined();
  });

  it("says its severity in a word", () => {
    render(<DiagnosticItem diagnostic={{ ...found, severity: "warning" }} />);
    expect(screen.getByText("Warning")).toBeDefined();
  });
});
