import { Disclosure } from "@/ui/Disclosure";

/** The native files as the platform would get them, secrets as place-holders. */
export function PlanFiles({ files }: { files: Record<string, string> }) {
  const names = Object.keys(files);
  if (names.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="files">
      <header className="panel__head">
        <h2 id="files">Rendered files</h2>
        <span className="muted">what the platform gets; secrets are place-holders</span>
      </header>
      <div className="plan-files">
        {names.map((name) => (
          <Disclosure key={name} summary={<code>{name}</code>}>
            <pre className="code">{files[name]}</pre>
          </Disclosure>
        ))}
      </div>
    </section>
  );
}
