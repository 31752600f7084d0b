import type { Target } from "@/api/types";
import { Icon } from "@/ui/Icon";

interface Props {
  targets: Target[];
  value: string;
  onChange: (id: string) => void;
}

export function TargetChoice({ targets, value, onChange }: Props) {
  return (
    <fieldset className="choices">
      <legend className="field__label">Target</legend>
      {targets.map((target) => (
        <label key={target.id} className="choices__choice">
          <input
            type="radio"
            name="target"
            value={target.id}
            checked={target.id === value}
            onChange={() => onChange(target.id)}
          />
          <Icon name="target" />
          <span className="choices__words">
            <span className="choices__name">{target.name}</span>
            <span className="muted mono">
              {target.backend} · {target.endpoint}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
