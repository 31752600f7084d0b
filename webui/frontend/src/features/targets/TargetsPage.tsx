import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { targetsQuery } from "@/api/queries";
import { PageHead } from "@/shell/PageHead";
import { useRole } from "@/shell/useRole";
import { Empty } from "@/ui/Empty";
import { Icon } from "@/ui/Icon";
import { Resource } from "@/ui/Resource";
import { NewTargetDialog } from "./NewTargetDialog";
import { TargetCard } from "./TargetCard";
import "./targets.css";

/** The places that the team deploys to. */
export function TargetsPage() {
  const targets = useQuery(targetsQuery);
  const [adding, setAdding] = useState(false);
  const { mayAdminister } = useRole();
  const add = mayAdminister ? (
    <button type="button" className="button button--primary" onClick={() => setAdding(true)}>
      <Icon name="plus" /> Add a target
    </button>
  ) : null;
  return (
    <div className="page__inner">
      <PageHead title="Targets" lead="Places to deploy to, and what each allows a template to ask for." actions={add} />
      <Resource query={targets} label="Loading the targets">
        {(items) =>
          items.length === 0 ? (
            <Empty icon="target" title="No targets yet" action={add}>
              <p>A target is a platform with an address, such as a Docker Engine. Administrators of the team add them.</p>
            </Empty>
          ) : (
            <ul className="targets">
              {items.map((target) => (
                <li key={target.id}>
                  <TargetCard target={target} mayAdminister={mayAdminister} />
                </li>
              ))}
            </ul>
          )
        }
      </Resource>
      {adding ? <NewTargetDialog onClose={() => setAdding(false)} /> : null}
    </div>
  );
}
