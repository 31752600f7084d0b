import type { BackendInfo } from "@/api/types";
import { Disclosure } from "@/ui/Disclosure";
import { Field } from "@/ui/Field";
import { optionLabel } from "./labels";

/** The settings that a platform's targets have beside their address. An empty one is left to its default. */
export function OptionFields({ options }: { options: BackendInfo["options"] }) {
  if (options.length === 0) return null;
  return (
    <Disclosure summary="Settings of the platform">
      <div className="target-form__credential">
        {options.map(({ name, description, pattern, default: preset }) => (
          <Field key={name} label={optionLabel(name)} note={description}>
            {(ids) => <input {...ids} className="input" name={`options.${name}`} pattern={browserPattern(pattern)} placeholder={preset} />}
          </Field>
        ))}
      </div>
    </Disclosure>
  );
}

/** The pattern where the browser can read it, else none: the server decides. */
export function browserPattern(pattern: string): string | undefined {
  try {
    return new RegExp(pattern, "v").source;
  } catch {
    return undefined;
  }
}
