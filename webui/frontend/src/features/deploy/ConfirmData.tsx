import type { DataEffect, Plan } from "@/api/types";
import { Icon } from "@/ui/Icon";

interface Props {
  plan: Plan;
  confirmed: boolean;
  onChange: (confirmed: boolean) => void;
}

/** Names the data that would be lost or left behind, and asks for it by itself. */
export function ConfirmData({ plan, confirmed, onChange }: Props) {
  const named = (effect: DataEffect) =>
    plan.changes.filter((change) => change.data === effect).map((change) => change.address);
  const [destroyed, abandoned] = [named("destroys"), named("abandons")];
  return (
    <div className="confirm-data">
      <Icon name="warning" size={20} />
      <div>
        <p className="confirm-data__title">This plan touches data</p>
        {destroyed.length > 0 ? <p>Destroyed for good: {destroyed.join(", ")}.</p> : null}
        {abandoned.length > 0 ? <p>Left behind on the platform, no longer managed here: {abandoned.join(", ")}.</p> : null}
        <label className="check">
          <input type="checkbox" checked={confirmed} onChange={(event) => onChange(event.target.checked)} />
          <span>I know what happens to this data and want it so.</span>
        </label>
      </div>
    </div>
  );
}
