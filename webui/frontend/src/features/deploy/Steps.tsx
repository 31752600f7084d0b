import { Icon } from "@/ui/Icon";

const NAMES = ["Configure", "Review the plan", "Watch it run"];

/** Where in the way to a deployment the person is. */
export function Steps({ current }: { current: 1 | 2 | 3 }) {
  return (
    <ol className="steps" aria-label="The way to a deployment">
      {NAMES.map((name, index) => {
        const done = index + 1 < current;
        return (
          <li key={name} className="steps__step" aria-current={index + 1 === current ? "step" : undefined}>
            <span className="steps__mark">{done ? <Icon name="check" size={12} /> : index + 1}</span>
            {name}
            {done ? <span className="visually-hidden"> (done)</span> : null}
          </li>
        );
      })}
    </ol>
  );
}
