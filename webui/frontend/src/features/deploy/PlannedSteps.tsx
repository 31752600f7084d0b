import type { PlannedStep } from "@/api/types";
import { plural } from "@/ui/format";

/** The steps in their order, with what each waits for. */
export function PlannedSteps({ steps }: { steps: PlannedStep[] }) {
  if (steps.length === 0) return null;
  const numbers = new Map(steps.map((step, index) => [step.key, index + 1]));
  return (
    <section className="panel" aria-labelledby="steps">
      <header className="panel__head">
        <h2 id="steps">Steps</h2>
        <span className="muted">{plural(steps.length, "step")}</span>
      </header>
      <ol className="planned">
        {steps.map((step, index) => (
          <li key={step.key} className="planned__step">
            <span className="planned__number nums">{index + 1}</span>
            <span>{step.title || step.verb}</span>
            {step.depends_on.length > 0 ? (
              <span className="muted planned__after">after {step.depends_on.map((key) => numbers.get(key) ?? key).join(", ")}</span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
