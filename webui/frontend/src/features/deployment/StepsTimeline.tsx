import type { Operation, OperationStep } from "@/api/types";
import { Disclosure } from "@/ui/Disclosure";
import { plural } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { STEP_LOOKS } from "@/ui/states";
import { Duration } from "@/ui/Time";

interface Props {
  operation: Operation;
  progress: Map<string, string[]>;
}

const SHOWN_LINES = 3;

/** The steps one below the other, each with its state, its time, its lines and the platform's words where it failed. */
export function StepsTimeline({ operation, progress }: Props) {
  return (
    <ol className="timeline">
      {operation.steps.map((step) => (
        <StepItem key={step.key} step={step} lines={progress.get(step.key) ?? []} />
      ))}
    </ol>
  );
}

function StepItem({ step, lines }: { step: OperationStep; lines: string[] }) {
  const look = STEP_LOOKS[step.state];
  return (
    <li className={`timeline__step timeline__step--${step.state}`}>
      <span className={`timeline__mark tone--${look.tone}`}>
        <Icon name={look.icon} size={16} spin={look.spin} />
      </span>
      <div className="timeline__body">
        <p className="timeline__title">
          {step.title || `${step.verb} ${step.addresses.join(", ")}`}
          {step.started_at ? (
            <span className="timeline__time muted">
              <Duration from={step.started_at} to={step.finished_at} />
            </span>
          ) : null}
        </p>
        <p className="timeline__facts muted">
          {look.word}
          {step.attempt > 1 ? `, attempt ${step.attempt}` : ""}
        </p>
        {step.error ? <pre className="platform-words platform-words--bad">{step.error}</pre> : null}
        <Lines lines={lines} running={step.state === "running"} />
      </div>
    </li>
  );
}

/** The newest lines while a step runs; afterwards all of them, folded. */
function Lines({ lines, running }: { lines: string[]; running: boolean }) {
  if (lines.length === 0) return null;
  if (running) return <pre className="timeline__lines">{lines.slice(-SHOWN_LINES).join("\n")}</pre>;
  return (
    <Disclosure summary={<span className="muted">{plural(lines.length, "line")} of progress</span>}>
      <pre className="platform-words">{lines.join("\n")}</pre>
    </Disclosure>
  );
}
