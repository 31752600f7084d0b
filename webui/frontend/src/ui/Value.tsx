import type { Json } from "@/api/types";
import { secretOf, unknownOf, webAddress } from "./format";
import { Icon } from "./Icon";

/** An input without a value yet is unknown, too, but somebody will give it. */
const INPUT = /^\.?inputs\.(.+)$/;

/** A value of a template: plain, secret, known after apply, or a tree of such. */
export function Value({ value }: { value: Json }) {
  if (value === null) return <span className="muted">none</span>;
  if (typeof value !== "object") return <Scalar value={value} />;
  if (secretOf(value) !== null) return <Secret />;
  if (unknownOf(value) !== null) return <Unknown reference={unknownOf(value) ?? ""} />;
  if (Array.isArray(value)) return <List items={value} />;
  if (Array.isArray(value.concat) && Object.keys(value).length === 1) return <Concat parts={value.concat} />;
  return <Pairs values={value} />;
}

function Scalar({ value }: { value: string | number | boolean }) {
  const url = webAddress(value);
  if (url) {
    return (
      <a className="mono" href={url} target="_blank" rel="noreferrer">
        {url}
      </a>
    );
  }
  if (value === "") return <span className="muted">empty</span>;
  if (typeof value === "string" && value.includes("\n")) return <pre className="value value--text">{value}</pre>;
  return <span className="value mono">{String(value)}</span>;
}

function Secret() {
  return (
    <span className="value value--secret">
      <Icon name="lock" size={13} /> secret
    </span>
  );
}

function Unknown({ reference }: { reference: string }) {
  const input = INPUT.exec(reference)?.[1];
  return input ? (
    <span className="value value--input">
      <Icon name="pencil" size={13} /> input {input}
    </span>
  ) : (
    <span className="value value--unknown" title={reference}>
      <Icon name="clock" size={13} /> known after apply
    </span>
  );
}

function Concat({ parts }: { parts: Json[] }) {
  return (
    <span className="value value--concat">
      {parts.map((part, index) =>
        typeof part === "string" ? <code key={index}>{part}</code> : <Value key={index} value={part} />,
      )}
    </span>
  );
}

function List({ items }: { items: Json[] }) {
  if (items.length === 0) return <span className="muted">empty list</span>;
  if (items.every((item) => item !== null && typeof item !== "object")) {
    return <span className="value mono">{items.map(String).join(", ")}</span>;
  }
  return (
    <ol className="value__list">
      {items.map((item, index) => (
        <li key={index}>
          <Value value={item} />
        </li>
      ))}
    </ol>
  );
}

/** Names and values, one below the other. */
export function Pairs({ values }: { values: Record<string, Json> }) {
  const names = Object.keys(values);
  if (names.length === 0) return <span className="muted">none</span>;
  return (
    <dl className="pairs">
      {names.map((name) => (
        <div key={name} className="pairs__row">
          <dt>{name}</dt>
          <dd>
            <Value value={values[name] ?? null} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
