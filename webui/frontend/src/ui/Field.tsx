import { useId, type ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  label: ReactNode;
  note?: ReactNode;
  error?: string | null;
  children: (ids: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ReactNode;
}

/** A labelled control with its explanation and its fault, tied together for assistive technology. */
export function Field({ label, note, error, children }: Props) {
  const id = useId();
  const described = [note ? `${id}-note` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": Boolean(error) })}
      {note ? (
        <p className="field__note" id={`${id}-note`}>
          {note}
        </p>
      ) : null}
      {error ? (
        <p className="field__error" id={`${id}-error`}>
          <Icon name="warning" size={13} />
          {error}
        </p>
      ) : null}
    </div>
  );
}
