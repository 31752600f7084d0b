import type { BackendInfo } from "@/api/types";
import { Disclosure } from "@/ui/Disclosure";
import { Field } from "@/ui/Field";
import { optionLabel } from "./labels";

type Option = BackendInfo["options"][number];

/** The settings that a platform's targets have beside their address. An empty one is left to its default. */
export function OptionFields({ options }: { options: Option[] }) {
  if (options.length === 0) return null;
  return (
    <Disclosure summary="Settings of the platform">
      <div className="target-form__credential">
        {options.map((option) => (
          <OptionField key={option.name} option={option} />
        ))}
      </div>
    </Disclosure>
  );
}

/** A choice where the pattern lists words, else a line of text. */
function OptionField({ option: { name, description, pattern, default: preset } }: { option: Option }) {
  const words = choices(pattern);
  const shared = { className: "input", name: `options.${name}` };
  return (
    <Field label={optionLabel(name)} note={description}>
      {(ids) =>
        words.length === 0 ? (
          <input {...ids} {...shared} pattern={browserPattern(pattern)} placeholder={preset} />
        ) : (
          <select {...ids} {...shared}>
            <option value="">{preset ? `${preset} (default)` : ""}</option>
            {words
              .filter((word) => word !== preset)
              .map((word) => (
                <option key={word}>{word}</option>
              ))}
          </select>
        )
      }
    </Field>
  );
}

/** The words that a pattern lists, such as `ordered|at-once`; none where it is anything else. */
export function choices(pattern: string): string[] {
  return /^[\w-]+(\|[\w-]+)+$/.test(pattern) ? pattern.split("|") : [];
}

/** The pattern where the browser can read it, else none: the server decides. */
export function browserPattern(pattern: string): string | undefined {
  try {
    return new RegExp(pattern, "v").source;
  } catch {
    return undefined;
  }
}
