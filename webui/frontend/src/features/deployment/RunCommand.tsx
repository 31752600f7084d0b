import { useMutation } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { post } from "@/api/client";
import type { CommandResult, Deployment } from "@/api/types";
import { Field } from "@/ui/Field";
import { Icon } from "@/ui/Icon";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { wordsOf } from "./words";

interface Props {
  deployment: Deployment;
  address: string;
}

const OUT_OF_TIME = 124;

/** Runs one command in a node's container and shows what it wrote. No shell reads it, so pipes want `sh -c`. */
export function RunCommand({ deployment, address }: Props) {
  const [line, setLine] = useState("");
  const words = wordsOf(line);
  const place = address.split("/").map(encodeURIComponent).join("/");
  const run = useMutation({
    mutationFn: (command: string[]) => post<CommandResult>(`/deployments/${deployment.id}/instances/${place}/execute`, { command }),
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (words && words.length > 0) run.mutate(words);
  };
  return (
    <form className="command" onSubmit={submit}>
      <Field label="Command" note="An event names you and the program." error={words === null ? "A quote is still open." : null}>
        {(ids) => (
          <input
            {...ids}
            className="input mono"
            value={line}
            placeholder="ls -l /"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setLine(event.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="button button--small" disabled={run.isPending || !words || words.length === 0}>
        <Icon name={run.isPending ? "spinner" : "right"} spin={run.isPending} /> {run.isPending ? "Running…" : "Run"}
      </button>
      {run.error ? <ProblemAlert error={run.error} /> : null}
      {run.data ? <Output result={run.data} /> : null}
    </form>
  );
}

function Output({ result }: { result: CommandResult }) {
  const ending = result.status === OUT_OF_TIME ? "its time was up" : `exit status ${result.status}`;
  return (
    <div className="command__output" role="status">
      <p className={result.status === 0 ? "muted" : "tone--bad"}>
        <Icon name={result.status === 0 ? "checkCircle" : "crossCircle"} size={14} /> {ending}
      </p>
      <pre className="platform-words">
        {result.output || "(no output)"}
      </pre>
    </div>
  );
}
