import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { templateQuery, versionQuery, versionsQuery } from "@/api/queries";
import type { Template, Version } from "@/api/types";
import { Resource } from "@/ui/Resource";
import { TabPanel } from "@/ui/Tabs";
import { useParam } from "@/ui/useParam";
import { TopologyHead } from "./TopologyHead";
import { GraphTab } from "./GraphTab";
import { DiagnosticsTab } from "./DiagnosticsTab";
import { SourceTab, type Place } from "./SourceTab";
import { UploadDialog } from "@/features/topologies/UploadDialog";
import "./topology.css";

export type TopologyTab = "graph" | "source" | "findings";

/** One template: its graph, its source and its findings, in any of its versions. */
export function TopologyPage({ id }: { id: string }) {
  const template = useQuery(templateQuery(id));
  const versions = useQuery(versionsQuery(id));
  const [number] = useParam("version");
  const chosen = versions.data?.find((version) => String(version.number) === number);
  return (
    <Framed query={template} label="Loading the topology">
      {(found) => <OfVersion template={found} versionId={chosen?.id ?? found.latest?.id ?? null} />}
    </Framed>
  );
}

/** A resource whose waiting and failing are shown inside the page's frame. */
export function Framed<Data>(props: React.ComponentProps<typeof Resource<Data>>) {
  if (props.query.data !== undefined) return <Resource {...props} />;
  return (
    <div className="page__inner">
      <Resource {...props} />
    </div>
  );
}

function OfVersion({ template, versionId }: { template: Template; versionId: string | null }) {
  const version = useQuery({ ...versionQuery(versionId ?? ""), enabled: versionId !== null });
  return (
    <Framed query={version} label="Loading the version">
      {(found) => <Whole template={template} version={found} />}
    </Framed>
  );
}

function Whole({ template, version }: { template: Template; version: Version }) {
  const [tab, setTab] = useParam("tab");
  const [uploading, setUploading] = useState(false);
  const [place, setPlace] = useState<Place | null>(null);
  const current: TopologyTab = tab === "source" || tab === "findings" ? tab : version.valid ? "graph" : "findings";
  const open = (next: Place) => {
    setPlace(next);
    setTab("source");
  };
  return (
    <div className="workbench">
      <TopologyHead
        template={template}
        version={version}
        tab={current}
        onTab={setTab}
        onUpload={() => setUploading(true)}
      />
      <TabPanel id={current} className="workbench__panel">
        {current === "graph" ? <GraphTab version={version} /> : null}
        {current === "source" ? <SourceTab key={version.id} version={version} place={place} /> : null}
        {current === "findings" ? <DiagnosticsTab version={version} onOpen={open} /> : null}
      </TabPanel>
      {uploading ? (
        <UploadDialog
          onClose={() => setUploading(false)}
          template={{ id: template.id, name: template.name, latest: template.latest?.number ?? null }}
        />
      ) : null}
    </div>
  );
}
