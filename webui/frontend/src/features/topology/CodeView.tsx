import { useEffect, useRef } from "react";
import { EditorView } from "@codemirror/view";
import type { Diagnostic } from "@/api/types";
import { extensionsFor } from "./codeExtensions";

interface Props {
  text: string;
  path: string;
  diagnostics: Diagnostic[];
  /** The line to show first. */
  line: number | null;
}

/** A file, read-only, with its findings marked at their places. */
export default function CodeView({ text, path, diagnostics, line }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!host.current) return;
    const view = new EditorView({ doc: text, parent: host.current, extensions: extensionsFor(path, diagnostics) });
    if (line !== null) {
      const at = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines)).from;
      view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) });
    }
    return () => view.destroy();
  }, [text, path, diagnostics, line]);
  return <div className="code-view" ref={host} />;
}
