import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type SyntheticEvent } from "react";
import { useLocation } from "wouter";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FilesField } from "./FilesField";
import { UploadFindings } from "./UploadFindings";
import { nameFor, upload, type Upload } from "./upload";

interface Props {
  onClose: () => void;
  /** Set where a new version of a known template is sent. */
  template?: { id: string; name: string; latest: number | null };
}

/** Sends a template, new or a new version, and shows all findings when it is refused. */
export function UploadDialog({ onClose, template }: Props) {
  const [name, setName] = useState("");
  const [files, setFiles] = useState<File[]>([]);
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const send = useMutation({
    mutationFn: (what: Upload) => upload(what),
    onSuccess: async (id) => {
      await queries.invalidateQueries({ queryKey: ["templates"] });
      onClose();
      navigate(`/topologies/${id}`);
    },
  });
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    send.mutate({ name: name.trim() || nameFor(files), files, template });
  };
  return (
    <Dialog title={template ? `New version of ${template.name}` : "Upload a template"} onClose={onClose}>
      <form className="upload" onSubmit={submit}>
        <FilesField files={files} onChange={setFiles} />
        {template ? null : (
          <Field label="Name" note="As it is listed. It must be new in your team.">
            {(ids) => (
              <input {...ids} className="input" value={name} placeholder={nameFor(files)} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
        )}
        {send.error ? <UploadFindings error={send.error} files={files} /> : null}
        <div className="dialog__foot">
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="button button--primary" disabled={files.length === 0 || send.isPending}>
            {send.isPending ? "Reading the template…" : "Upload"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
