interface Props {
  rights: string[];
  granted: string[];
  onChange: (granted: string[]) => void;
}

/** Each right by itself; none is granted unless asked for. */
export function RightsField({ rights, granted, onChange }: Props) {
  if (rights.length === 0) return null;
  return (
    <fieldset className="rights">
      <legend className="field__label">Rights that templates may use</legend>
      <p className="field__note">Each comes near to being root on the host. Grant only what you trust every template author with.</p>
      <div className="rights__list">
        {rights.map((right) => (
          <label key={right} className="check">
            <input
              type="checkbox"
              checked={granted.includes(right)}
              onChange={(event) => onChange(event.target.checked ? [...granted, right] : granted.filter((one) => one !== right))}
            />
            {right}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
