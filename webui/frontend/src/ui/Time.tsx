import { useNow } from "./useNow";
import { ago, duration } from "./format";

/** A moment as people say it, with the exact time at hand. */
export function Ago({ at }: { at: string }) {
  const now = useNow(30_000);
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {ago(Date.parse(at), now)}
    </time>
  );
}

/** How long something took, or takes while it runs. */
export function Duration({ from, to }: { from: string; to: string | null }) {
  const now = useNow(to === null ? 1_000 : 60_000);
  return <span className="nums">{duration((to === null ? now : Date.parse(to)) - Date.parse(from))}</span>;
}
