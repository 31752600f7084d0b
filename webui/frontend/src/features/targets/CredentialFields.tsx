import { Disclosure } from "@/ui/Disclosure";
import { Field } from "@/ui/Field";
import { credentialLabel, isPem } from "./labels";

/** The parts of a credential as text. They are sealed on arrival and never shown again. */
export function CredentialFields({ names }: { names: string[] }) {
  if (names.length === 0) return null;
  return (
    <Disclosure summary="Credential">
      <div className="target-form__credential">
        {names.map((name) => (
          <Field key={name} label={credentialLabel(name)} note={isPem(name) ? "PEM text" : undefined}>
            {(ids) =>
              isPem(name) ? (
                <textarea {...ids} className="input" name={`credential.${name}`} rows={3} spellCheck={false} autoComplete="off" />
              ) : (
                <input {...ids} className="input" name={`credential.${name}`} type="password" autoComplete="off" />
              )
            }
          </Field>
        ))}
      </div>
    </Disclosure>
  );
}
