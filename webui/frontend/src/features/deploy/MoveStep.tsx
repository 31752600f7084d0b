import { useQuery } from "@tanstack/react-query";
import { targetsQuery } from "@/api/queries";
import type { Deployment } from "@/api/types";
import { Resource } from "@/ui/Resource";
import { TargetChoice } from "./TargetChoice";

interface Props {
  deployment: Deployment;
  value: string;
  onChange: (id: string) => void;
}

/** Where it is to run. What is on a target stays there: it moves only after it was undeployed. */
export function MoveStep({ deployment, value, onChange }: Props) {
  const targets = useQuery(targetsQuery);
  const isFree = deployment.state === "new" || deployment.state === "undeployed";
  return (
    <section className="panel panel--pad">
      {isFree ? (
        <Resource query={targets} label="Loading the targets">
          {(found) => <TargetChoice targets={found} value={value} onChange={onChange} />}
        </Resource>
      ) : (
        <>
          <h2>Target</h2>
          <p>
            It runs on <strong>{deployment.target.name}</strong>. To run it elsewhere, undeploy it first and choose another target then.
            Its data does not move by itself: the plan of the undeployment says what becomes of it.
          </p>
        </>
      )}
    </section>
  );
}
