import { Problem } from "@/api/problem";
import { Alert } from "./Alert";
import { DiagnosticItem } from "./DiagnosticItem";
import { Words } from "./Words";
import type { ProblemError, Severity } from "@/api/types";

interface Props {
  error: Error;
  onRetry?: () => void;
}

/** A refused request in full: what, why, where, and the id to quote. */
export function ProblemAlert({ error, onRetry }: Props) {
  const problem = error instanceof Problem ? error : null;
  const retry = onRetry ? (
    <button type="button" className="button button--small" onClick={onRetry}>
      Try again
    </button>
  ) : undefined;
  return (
    <Alert tone="bad" title={problem ? problem.detail || problem.message : "Something went wrong"} actions={retry}>
      {problem ? null : <p>{error.message}</p>}
      {problem && problem.errors.length > 0 ? <Errors errors={problem.errors} /> : null}
      {problem ? <Reference problem={problem} /> : null}
    </Alert>
  );
}

function Errors({ errors }: { errors: ProblemError[] }) {
  return (
    <ul className="problem__errors">
      {errors.map((error, index) => (
        <li key={index}>
          <One error={error} />
        </li>
      ))}
    </ul>
  );
}

function One({ error }: { error: ProblemError }) {
  if (error.file && error.line) {
    const diagnostic = {
      code: error.code ?? "",
      severity: (error.severity ?? "error") as Severity,
      message: error.message,
      file: error.file,
      line: error.line,
      column: error.column ?? 1,
      help: error.help,
    };
    return <DiagnosticItem diagnostic={diagnostic} />;
  }
  return (
    <p>
      {error.pointer ? <code>{error.pointer}</code> : null} <Words text={error.message} />
    </p>
  );
}

function Reference({ problem }: { problem: Problem }) {
  const parts = [problem.status > 0 && `${problem.status} ${problem.message}`, problem.code, problem.requestId && `request ${problem.requestId}`].filter(Boolean);
  return parts.length > 0 ? <p className="problem__reference">{parts.join(" · ")}</p> : null;
}
