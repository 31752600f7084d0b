import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { deploymentsQuery, templatesQuery } from "@/api/queries";
import type { Deployment, Template } from "@/api/types";
import { PageHead } from "@/shell/PageHead";
import { useRole } from "@/shell/useRole";
import { Empty } from "@/ui/Empty";
import { Icon } from "@/ui/Icon";
import { Resource } from "@/ui/Resource";
import { TopologyTile } from "./TopologyTile";
import { UploadDialog } from "./UploadDialog";
import "./topologies.css";

/** All service templates of the team. */
export function TopologiesPage() {
  const templates = useQuery(templatesQuery);
  const deployments = useQuery(deploymentsQuery);
  const [uploading, setUploading] = useState(false);
  const { mayWrite } = useRole();
  const upload = mayWrite ? (
    <button type="button" className="button button--primary" onClick={() => setUploading(true)}>
      <Icon name="upload" /> Upload a template
    </button>
  ) : null;
  return (
    <div className="page__inner">
      <PageHead title="Topologies" lead="Service templates of your team, each drawn from its latest version." actions={upload} />
      <Resource query={templates} label="Loading the topologies">
        {(items) => (items.length === 0 ? <NoTemplates action={upload} /> : <Tiles items={items} deployments={deployments.data ?? []} />)}
      </Resource>
      {uploading ? <UploadDialog onClose={() => setUploading(false)} /> : null}
    </div>
  );
}

function Tiles({ items, deployments }: { items: Template[]; deployments: Deployment[] }) {
  return (
    <ul className="tiles">
      {items.map((template) => (
        <li key={template.id}>
          <TopologyTile
            template={template}
            deployments={deployments.filter((deployment) => deployment.template.id === template.id)}
          />
        </li>
      ))}
    </ul>
  );
}

function NoTemplates({ action }: { action: React.ReactNode }) {
  return (
    <Empty icon="layers" title="No topologies yet" action={action}>
      <p>A topology comes from a TOSCA service template: a YAML file, or an archive (zip or tar) with its Dockerfiles and imports.</p>
    </Empty>
  );
}
