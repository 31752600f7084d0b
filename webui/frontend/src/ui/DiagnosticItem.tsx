import type { Diagnostic } from "@/api/types";
import { Badge } from "./Badge";
import { SEVERITY_LOOKS } from "./states";
import { Words } from "./Words";

interface Props {
  diagnostic: Diagnostic;
  /** The text of the file, for showing the line that is meant. */
  source?: string;
  onOpen?: (diagnostic: Diagnostic) => void;
}

/** A finding about a template: its place, its code, what is wrong and the way out. */
export function DiagnosticItem({ diagnostic, source, onOpen }: Props) {
  const place = `${diagnostic.file}:${diagnostic.line}:${diagnostic.column}`;
  return (
    <article className="diagnostic">
      <header className="diagnostic__head">
        <Badge look={SEVERITY_LOOKS[diagnostic.severity]} plain />
        {diagnostic.code ? <code className="diagnostic__code">{diagnostic.code}</code> : null}
        {onOpen ? (
          <button type="button" className="link mono" onClick={() => onOpen(diagnostic)}>
            {place}
          </button>
        ) : (
          <span className="mono muted">{place}</span>
        )}
      </header>
      <p className="diagnostic__message">
        <Words text={diagnostic.message} />
      </p>
      {source === undefined ? null : <SourceLine diagnostic={diagnostic} source={source} />}
      {diagnostic.help ? (
        <p className="diagnostic__help">
          <Words text={diagnostic.help} />
        </p>
      ) : null}
    </article>
  );
}

function SourceLine({ diagnostic, source }: { diagnostic: Diagnostic; source: string }) {
  const line = source.split("\n")[diagnostic.line - 1];
  if (line === undefined) return null;
  const start = Math.min(Math.max(diagnostic.column - 1, 0), line.length);
  const sameLine = diagnostic.end_line === undefined || diagnostic.end_line === diagnostic.line;
  const end = sameLine ? Math.max(diagnostic.end_column ?? start + 2, start + 2) - 1 : line.length;
  return (
    <pre className="diagnostic__source">
      <span className="diagnostic__number nums">{diagnostic.line}</span>
      <code>
        {line.slice(0, start)}
        <mark>{line.slice(start, end) || " "}</mark>
        {line.slice(end)}
      </code>
    </pre>
  );
}
