import type { DeploymentEvent } from "@/api/types";
import { Ago } from "@/ui/Time";
import { describeEvent } from "./describe";

const SHOWN = 200;

/** What happened, the newest first. */
export function EventsList({ events }: { events: DeploymentEvent[] }) {
  const shown = events.filter((event) => event.kind !== "step.progress").slice(-SHOWN);
  if (shown.length === 0) return <p className="side__nothing muted">No events yet.</p>;
  return (
    <ol className="events">
      {shown.toReversed().map((event) => (
        <li key={event.number} className="events__event">
          <span className="events__number nums muted">{event.number}</span>
          <div>
            <p>{describeEvent(event)}</p>
            <p className="events__facts muted">
              <Ago at={event.created_at} />
              {event.actor ? ` by ${event.actor}` : ""}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}
