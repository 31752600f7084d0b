import { useQueries } from "@tanstack/react-query";
import { fileQuery } from "@/api/queries";
import type { Diagnostic, Version } from "@/api/types";
import { DiagnosticItem } from "@/ui/DiagnosticItem";
import { Empty } from "@/ui/Empty";
import type { Place } from "./SourceTab";

interface Props {
  version: Version;
  onOpen: (place: Place) => void;
}

/** All findings of a version, the errors first, each with its line of the source. */
export function DiagnosticsTab({ version, onOpen }: Props) {
  const stored = new Set(version.files.map((file) => file.path));
  const names = [...new Set(version.diagnostics.map((diagnostic) => diagnostic.file))].filter((name) => stored.has(name));
  const texts = useQueries({ queries: names.map((name) => fileQuery(version.id, name)) });
  const sourceOf = (diagnostic: Diagnostic) => texts[names.indexOf(diagnostic.file)]?.data;
  if (version.diagnostics.length === 0) {
    return (
      <div className="page__inner">
        <Empty icon="checkCircle" title="No findings">
          <p>The template is well formed, and every requirement found its capability.</p>
        </Empty>
      </div>
    );
  }
  return (
    <div className="scroller">
      <ul className="page__inner page__inner--narrow">
        {bySeverity(version.diagnostics).map((diagnostic, index) => (
          <li key={index} className="panel panel--pad">
            <DiagnosticItem diagnostic={diagnostic} source={sourceOf(diagnostic)} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </div>
  );
}

const ORDER = { error: 0, warning: 1, info: 2 };

function bySeverity(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted((one, other) => ORDER[one.severity] - ORDER[other.severity]);
}
