import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { graphQuery } from "@/api/queries";
import type { Deployment, Template } from "@/api/types";
import { Badge } from "@/ui/Badge";
import { plural } from "@/ui/format";
import { DEPLOYMENT_LOOKS } from "@/ui/states";
import { Thumbnail } from "./Thumbnail";

interface Props {
  template: Template;
  deployments: Deployment[];
}

/** A template as a picture, with its latest version and what runs of it. */
export function TopologyTile({ template, deployments }: Props) {
  const { latest } = template;
  const graph = useQuery({ ...graphQuery(latest?.id ?? ""), enabled: latest?.valid === true });
  return (
    <article className="tile">
      <Link href={`/topologies/${template.id}`} className="tile__picture" tabIndex={-1} aria-hidden="true">
        {graph.data ? <Thumbnail graph={graph.data} /> : null}
      </Link>
      <div className="tile__words">
        <h2>
          <Link href={`/topologies/${template.id}`}>{template.name}</Link>
        </h2>
        {template.description ? <p className="tile__description">{template.description}</p> : null}
        <p className="tile__facts">{latest ? facts(latest) : "No version yet"}</p>
        {deployments.length > 0 ? <Deployments deployments={deployments} /> : null}
      </div>
    </article>
  );
}

function facts(latest: NonNullable<Template["latest"]>): string {
  const parts = [`Version ${latest.number}`, plural(latest.node_count, "node")];
  if (latest.errors > 0) parts.push(plural(latest.errors, "error"));
  if (latest.warnings > 0) parts.push(plural(latest.warnings, "warning"));
  return parts.join(" · ");
}

function Deployments({ deployments }: { deployments: Deployment[] }) {
  return (
    <ul className="tile__deployments">
      {deployments.slice(0, 3).map((deployment) => (
        <li key={deployment.id}>
          <Link href={`/deployments/${deployment.id}`}>{deployment.name}</Link>
          <Badge look={DEPLOYMENT_LOOKS[deployment.state]} plain />
        </li>
      ))}
      {deployments.length > 3 ? <li className="muted">and {deployments.length - 3} more</li> : null}
    </ul>
  );
}
