import { useEffect, useMemo, useRef, type UIEvent } from "react";
import { plural } from "@/ui/format";
import { matching, pieces } from "./search";

interface Props {
  text: string;
  search: string;
  wrap: boolean;
}

/** The lines, only those that match while somebody searches. Stays at the end unless scrolled away from it. */
export function LogLines({ text, search, wrap }: Props) {
  const lines = useMemo(() => matching(text, search), [text, search]);
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  const onScroll = ({ currentTarget: at }: UIEvent<HTMLDivElement>) => {
    atEnd.current = at.scrollHeight - at.scrollTop - at.clientHeight < 24;
  };
  return (
    // A scrolling region must be reachable by the keyboard.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={wrap ? "logs__lines logs__lines--wrap" : "logs__lines"} ref={box} onScroll={onScroll} tabIndex={0} role="log" aria-live="off">
      {search ? <p className="logs__found muted">{plural(lines.length, "line")} with “{search}”</p> : null}
      {lines.length === 0 && !search ? <p className="muted">Nothing has been written yet.</p> : null}
      {lines.map(({ number, line }) => (
        <div key={number} className="logs__line">
          <span className="logs__number nums">{number}</span>
          <span className="logs__text">
            {pieces(line, search).map(({ text: piece, hit }, index) => (hit ? <mark key={index}>{piece}</mark> : piece))}
          </span>
        </div>
      ))}
    </div>
  );
}
