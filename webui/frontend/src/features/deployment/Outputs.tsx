import type { Json } from "@/api/types";
import { Icon } from "@/ui/Icon";
import { webAddress } from "@/ui/format";
import { Value } from "@/ui/Value";

/** What the deployment gives: addresses as links. */
export function Outputs({ outputs }: { outputs: Record<string, Json> }) {
  const names = Object.keys(outputs);
  if (names.length === 0) return null;
  return (
    <dl className="outputs" aria-label="Outputs">
      {names.map((name) => (
        <div key={name} className="outputs__output">
          <dt>{name}</dt>
          <dd>
            <Output value={outputs[name] ?? null} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Output({ value }: { value: Json }) {
  const url = webAddress(value);
  if (!url) return <Value value={value} />;
  return (
    <a className="mono outputs__link" href={url} target="_blank" rel="noreferrer">
      {url} <Icon name="external" size={13} />
    </a>
  );
}
