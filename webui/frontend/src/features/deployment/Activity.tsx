import { useQuery } from "@tanstack/react-query";
import { operationQuery, operationsQuery } from "@/api/queries";
import type { Deployment, DeploymentEvent, Operation, OperationSummary } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { Resource } from "@/ui/Resource";
import { OPERATION_LOOKS } from "@/ui/states";
import { Ago, Duration } from "@/ui/Time";
import { useParam } from "@/ui/useParam";
import { progressOf } from "./apply";
import { StepsTimeline } from "./StepsTimeline";

interface Props {
  deployment: Deployment;
  events: DeploymentEvent[];
}

/** The present or last operation with its steps, and those before it. */
export function Activity({ deployment, events }: Props) {
  const [chosen, setChosen] = useParam("operation");
  const id = chosen ?? deployment.operation?.id ?? null;
  const operation = useQuery({ ...operationQuery(id ?? ""), enabled: id !== null });
  const operations = useQuery(operationsQuery(deployment.id));
  if (id === null) return <p className="side__nothing muted">Nothing has run yet. Plan a deploy to begin.</p>;
  const others = operations.data?.filter((one) => one.id !== id) ?? [];
  return (
    <div className="activity">
      <Resource query={operation} label="Loading the operation">
        {(found) => <One operation={found} events={events} />}
      </Resource>
      {others.length > 0 ? <Others operations={others} latest={deployment.operation?.id} onChoose={setChosen} /> : null}
    </div>
  );
}

function One({ operation, events }: { operation: Operation; events: DeploymentEvent[] }) {
  const done = operation.steps.filter((step) => step.state === "succeeded").length;
  return (
    <section aria-label="Operation">
      <header className="activity__head">
        <div className="activity__title">
          <h2>{operation.kind === "deploy" ? "Deploy" : "Undeploy"}</h2>
          <span aria-live="polite">
            <Badge look={OPERATION_LOOKS[operation.state]} />
          </span>
        </div>
        <p className="muted">
          <Ago at={operation.created_at} /> by {operation.actor} · <Duration from={operation.created_at} to={operation.finished_at} /> ·{" "}
          <span className="nums">
            {done} of {operation.steps.length} steps
          </span>
        </p>
        <progress className="activity__progress" max={Math.max(operation.steps.length, 1)} value={done} aria-label="Steps done" />
        {operation.error ? <pre className="platform-words platform-words--bad">{operation.error}</pre> : null}
      </header>
      <StepsTimeline operation={operation} progress={progressOf(events, operation.id)} />
    </section>
  );
}

interface OthersProps {
  operations: OperationSummary[];
  latest: string | undefined;
  onChoose: (id: string | null) => void;
}

function Others({ operations, latest, onChoose }: OthersProps) {
  return (
    <section className="activity__others">
      <h3>Other operations</h3>
      <ul>
        {operations.slice(0, 20).map((operation) => (
          <li key={operation.id}>
            <button type="button" className="link" onClick={() => onChoose(operation.id === latest ? null : operation.id)}>
              {operation.kind === "deploy" ? "Deploy" : "Undeploy"}
            </button>
            <Badge look={OPERATION_LOOKS[operation.state]} plain />
            <span className="muted">
              <Ago at={operation.created_at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
