import type { InputDefinition } from "@/api/types";
import { InputField } from "./InputField";
import type { Drafts } from "./inputs";

interface Props {
  inputs: InputDefinition[];
  drafts: Drafts;
  faults: Record<string, string>;
  kept: ReadonlySet<string>;
  onChange: (drafts: Drafts) => void;
}

/** All inputs, in the order of the template. */
export function InputsForm({ inputs, drafts, faults, kept, onChange }: Props) {
  return (
    <section className="panel panel--pad">
      <h2>Inputs of the template</h2>
      {inputs.map((input) => (
        <InputField
          key={input.name}
          input={input}
          draft={drafts[input.name] ?? ""}
          fault={faults[input.name] ?? null}
          kept={kept.has(input.name)}
          onChange={(draft) => onChange({ ...drafts, [input.name]: draft })}
        />
      ))}
    </section>
  );
}
