import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { targetsQuery } from "@/api/queries";
import { PageHead } from "@/shell/PageHead";
import { useRole } from "@/shell/useRole";
import { Empty } from "@/ui/Empty";
import { Icon } from "@/ui/Icon";
import { Resource } from "@/ui/Resource";
import { KubeconfigDialog } from "./KubeconfigDialog";
import { NewTargetDialog } from "./NewTargetDialog";
import { TargetCard } from "./TargetCard";
import "./targets.css";

/** The places that the team deploys to. */
export function TargetsPage() {
  const targets = useQuery(targetsQuery);
  const [open, setOpen] = useState<"form" | "kubeconfig" | null>(null);
  const { mayAdminister } = useRole();
  const add = mayAdminister ? (
    <>
      <button type="button" className="button" onClick={() => setOpen("kubeconfig")}>
        <Icon name="upload" /> Take over a kubeconfig
      </button>
      <button type="button" className="button button--primary" onClick={() => setOpen("form")}>
        <Icon name="plus" /> Add a target
      </button>
    </>
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
      {open === "form" ? <NewTargetDialog onClose={() => setOpen(null)} /> : null}
      {open === "kubeconfig" ? <KubeconfigDialog onClose={() => setOpen(null)} /> : null}
    </div>
  );
}
