/** Words for what backends declare by names such as `vm_runtime`. */

const ABBREVIATIONS: Record<string, string> = { ca: "CA", vm: "VM", tls: "TLS", url: "URL", id: "ID" };

/** A name as a label: `vm_runtime` becomes "VM runtime". */
export function optionLabel(name: string): string {
  const words = name.split("_").map((word) => ABBREVIATIONS[word] ?? word).join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const CERTIFICATES: Record<string, string> = {
  ca: "Certificate of the authority",
  cert: "Client certificate",
  key: "Client key",
};

export const credentialLabel = (name: string) => CERTIFICATES[name] ?? optionLabel(name);

/** Whether a part of a credential is PEM text of many lines. */
export const isPem = (name: string) => name in CERTIFICATES || /_(ca|cert|key)$/.test(name);

/** How addresses of these schemes begin, as an example for people. */
export function addressNote(schemes: readonly string[]): string {
  const forms = schemes.map((scheme) => EXAMPLES[scheme] ?? `${scheme}:`);
  return forms.length > 0 ? `For example ${forms.join(" or ")}` : "";
}

const EXAMPLES: Record<string, string> = {
  unix: "unix:///var/run/docker.sock",
  tcp: "tcp://docker.example.org:2376",
  http: "http://host.example.org:8080",
  https: "https://host.example.org:6443",
};
