/** Sending files as a template or as a new version of one. */

import { request } from "@/api/client";
import type { Template, Version } from "@/api/types";

export interface Upload {
  name: string;
  files: File[];
  template?: { id: string; latest: number | null };
}

const ARCHIVE = /\.(zip|csar|tgz|tar(\.(gz|bz2|xz))?)$/i;

export const isArchive = (file: File) => ARCHIVE.test(file.name);

/** Where a file lies in the template's folder; the folder's own name is left out. */
export function pathOf(file: File): string {
  const path = file.webkitRelativePath;
  return path ? path.slice(path.indexOf("/") + 1) : file.name;
}

/** A name to offer: that of the chosen folder, archive or file. */
export function nameFor(files: readonly File[]): string {
  const [first] = files;
  if (!first) return "";
  return first.webkitRelativePath.split("/")[0] || first.name.replace(ARCHIVE, "").replace(/\.[^.]+$/, "");
}

export function formOf({ name, files, template }: Upload): FormData {
  const form = new FormData();
  if (!template) form.append("name", name);
  const [first] = files;
  if (first && files.length === 1 && isArchive(first)) {
    form.append("archive", first);
    return form;
  }
  for (const file of files) {
    form.append("files", file);
    form.append("paths", pathOf(file));
  }
  return form;
}

/** Sends the files and gives the template's id. */
export async function upload(what: Upload): Promise<string> {
  const { template } = what;
  const body = formOf(what);
  if (!template) return (await request<Template>("POST", "/service-templates", { body })).id;
  const headers: Record<string, string> = template.latest === null ? {} : { "If-Match": `"${template.latest}"` };
  return (await request<Version>("POST", `/service-templates/${template.id}/versions`, { body, headers })).template_id;
}
