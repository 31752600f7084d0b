import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { fileQuery } from "@/api/queries";
import type { Version } from "@/api/types";
import { size } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { Loading } from "@/ui/Loading";
import { Resource } from "@/ui/Resource";

const CodeView = lazy(() => import("./CodeView"));

export interface Place {
  file: string;
  line: number;
}

interface Props {
  version: Version;
  place: Place | null;
}

/** The files of a version as they were sent, never rewritten. */
export function SourceTab({ version, place }: Props) {
  const known = version.files.some((file) => file.path === place?.file);
  const [path, setPath] = useState(known && place ? place.file : version.entry);
  const text = useQuery(fileQuery(version.id, path));
  const diagnostics = version.diagnostics.filter((diagnostic) => diagnostic.file === path);
  return (
    <div className="columns">
      <nav className="columns__outline files" aria-label="Files">
        {version.files.map((file) => (
          <button
            key={file.path}
            type="button"
            className="files__file"
            aria-current={file.path === path ? "true" : undefined}
            onClick={() => setPath(file.path)}
          >
            <Icon name="file" size={14} />
            <span className="files__name">{file.path}</span>
            <span className="muted nums">{size(file.size)}</span>
          </button>
        ))}
      </nav>
      <div className="columns__canvas source">
        <Resource query={text} label="Loading the file">
          {(content) => (
            <Suspense fallback={<Loading label="Loading the viewer" lines={8} />}>
              <CodeView
                key={path}
                text={content}
                path={path}
                diagnostics={diagnostics}
                line={place?.file === path ? place.line : null}
              />
            </Suspense>
          )}
        </Resource>
      </div>
    </div>
  );
}
