import { useId, useState, type ChangeEvent, type DragEvent } from "react";
import { plural, size } from "@/ui/format";
import { Icon } from "@/ui/Icon";
import { pathOf } from "./upload";

interface Props {
  files: File[];
  onChange: (files: File[]) => void;
}

/** A place to drop or choose files: one YAML, several, a folder, or an archive. */
export function FilesField({ files, onChange }: Props) {
  const [over, setOver] = useState(false);
  const id = useId();
  const choose = (event: ChangeEvent<HTMLInputElement>) => onChange([...(event.target.files ?? [])]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onChange([...event.dataTransfer.files]);
  };
  return (
    <div
      className={over ? "drop drop--over" : "drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size={22} />
      <p>
        Drop a YAML file, several files or an archive (zip or tar) here, or{" "}
        <label className="drop__choose" htmlFor={`${id}-files`}>
          choose files
        </label>{" "}
        or{" "}
        <label className="drop__choose" htmlFor={`${id}-folder`}>
          a folder
        </label>
        .
      </p>
      <input id={`${id}-files`} className="visually-hidden" type="file" multiple onChange={choose} />
      <input id={`${id}-folder`} className="visually-hidden" type="file" onChange={choose} {...{ webkitdirectory: "" }} />
      {files.length > 0 ? <Chosen files={files} /> : null}
    </div>
  );
}

function Chosen({ files }: { files: File[] }) {
  const shown = files.slice(0, 5);
  return (
    <ul className="drop__files">
      {shown.map((file) => (
        <li key={pathOf(file)}>
          <Icon name="file" size={14} />
          <span className="mono">{pathOf(file)}</span>
          <span className="muted nums">{size(file.size)}</span>
        </li>
      ))}
      {files.length > shown.length ? <li className="muted">and {plural(files.length - shown.length, "more file")}</li> : null}
    </ul>
  );
}
