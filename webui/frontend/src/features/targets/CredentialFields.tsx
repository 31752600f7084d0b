import { Disclosure } from "@/ui/Disclosure";
import { Field } from "@/ui/Field";

const FIELDS = [
  { name: "ca", label: "Certificate of the authority" },
  { name: "cert", label: "Client certificate" },
  { name: "key", label: "Client key" },
];

/** The parts of a TLS credential as text. They are sealed on arrival and never shown again. */
export function CredentialFields() {
  return (
    <Disclosure summary="Credential for TLS">
      <div className="target-form__credential">
        {FIELDS.map(({ name, label }) => (
          <Field key={name} label={label} note="PEM text">
            {(ids) => (
              <textarea {...ids} className="input" name={`credential.${name}`} rows={3} spellCheck={false} autoComplete="off" />
            )}
          </Field>
        ))}
      </div>
    </Disclosure>
  );
}
