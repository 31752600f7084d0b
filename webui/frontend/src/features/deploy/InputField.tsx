import type { InputDefinition } from "@/api/types";
import { Field } from "@/ui/Field";
import { asText, controlOf, isNeeded } from "./inputs";

interface Props {
  input: InputDefinition;
  draft: string;
  fault: string | null;
  /** A secret that is stored already and stays when nothing is typed. */
  kept: boolean;
  onChange: (draft: string) => void;
}

/** One input of the template, asked for as its type wants. */
export function InputField({ input, draft, fault, kept, onChange }: Props) {
  const note = [input.description, ...input.constraints, kept ? "A value is stored; leave this empty to keep it." : null];
  return (
    <Field
      label={
        <>
          {input.name}
          <span className="input-type mono">{input.type.replace("toposmith.datatypes.", "")}</span>
          {isNeeded(input) ? <span className="input-needed">required</span> : null}
        </>
      }
      note={note.filter(Boolean).join(" · ") || undefined}
      error={fault}
    >
      {(ids) => <Control {...ids} input={input} draft={draft} kept={kept} onChange={onChange} />}
    </Field>
  );
}

type ControlProps = Omit<Props, "fault"> & { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean };

function Control({ input, draft, kept, onChange, ...ids }: ControlProps) {
  const shared = { ...ids, className: "input", value: draft, placeholder: placeholderOf(input) };
  switch (controlOf(input)) {
    case "choice":
      return (
        <select {...shared} onChange={(event) => onChange(event.target.value)}>
          <option value="">{placeholderOf(input) || "not set"}</option>
          <option value="true">true</option>
          <option value="false">false</option>
        </select>
      );
    case "tree":
      return <textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />;
    case "secret":
      return (
        <input
          {...shared}
          type="password"
          autoComplete="new-password"
          placeholder={kept ? "••••••••" : ""}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "number":
      return <input {...shared} inputMode="decimal" onChange={(event) => onChange(event.target.value)} />;
    default:
      return <input {...shared} onChange={(event) => onChange(event.target.value)} />;
  }
}

function placeholderOf(input: InputDefinition): string {
  return input.default === null || input.secret ? "" : `${asText(input.default)} by default`;
}
