import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { deploymentsQuery } from "@/api/queries";
import type { Deployment } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { Badge } from "@/ui/Badge";
import { Empty } from "@/ui/Empty";
import { Resource } from "@/ui/Resource";
import { DEPLOYMENT_LOOKS, DRIFT_LOOK, OPERATION_LOOKS } from "@/ui/states";
import { plural } from "@/ui/format";
import { Ago } from "@/ui/Time";

const REFRESH_MILLISECONDS = 5_000;

/** All deployments of the team. */
export function DeploymentsPage() {
  const deployments = useQuery({ ...deploymentsQuery, refetchInterval: REFRESH_MILLISECONDS });
  return (
    <div className="page__inner">
      <PageHead title="Deployments" lead="Topologies of your team on their targets." />
      <Resource query={deployments} label="Loading the deployments">
        {(items) => (items.length === 0 ? <NoDeployments /> : <Table deployments={items} />)}
      </Resource>
    </div>
  );
}

function NoDeployments() {
  return (
    <Empty icon="rocket" title="Nothing is deployed yet">
      <p>
        Open one of <Link href="/topologies">the topologies</Link> and choose Deploy. You see the plan before anything runs.
      </p>
    </Empty>
  );
}

function Table({ deployments }: { deployments: Deployment[] }) {
  return (
    <div className="panel panel--scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">State</th>
            <th scope="col">Topology</th>
            <th scope="col">Target</th>
            <th scope="col">Last operation</th>
            <th scope="col">Created</th>
          </tr>
        </thead>
        <tbody>
          {deployments.map((deployment) => (
            <Row key={deployment.id} deployment={deployment} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ deployment }: { deployment: Deployment }) {
  const { id, name, state, template, version, target, operation, drifted, created_at } = deployment;
  return (
    <tr>
      <td>
        <Link href={`/deployments/${id}`} className="table__name">
          {name}
        </Link>
      </td>
      <td>
        <Badge look={DEPLOYMENT_LOOKS[state]} /> {drifted > 0 ? <Badge look={DRIFT_LOOK} note={plural(drifted, "node")} plain /> : null}
      </td>
      <td>
        <Link href={`/topologies/${template.id}?version=${version.number}`}>{template.name}</Link>{" "}
        <span className="muted">version {version.number}</span>
      </td>
      <td>
        {target.name} <span className="muted">{target.backend}</span>
      </td>
      <td>
        {operation ? (
          <>
            {operation.kind} <Badge look={OPERATION_LOOKS[operation.state]} plain />
          </>
        ) : (
          <span className="muted">none</span>
        )}
      </td>
      <td className="muted">
        <Ago at={created_at} />
      </td>
    </tr>
  );
}
