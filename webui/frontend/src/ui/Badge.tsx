import { Icon } from "./Icon";
import type { Look } from "./states";

interface Props {
  look: Look;
  /** What follows the word, such as a count of replicas. */
  note?: string;
  plain?: boolean;
}

/** A state as icon, word and tone. */
export function Badge({ look, note, plain = false }: Props) {
  return (
    <span className={`badge badge--${look.tone}${plain ? " badge--plain" : ""}`}>
      <Icon name={look.icon} size={14} spin={look.spin} />
      {look.word}
      {note ? <span className="badge__note nums">{note}</span> : null}
    </span>
  );
}
