import { useQuery } from "@tanstack/react-query";
import { Problem } from "@/api/problem";
import type { Severity } from "@/api/types";
import { Alert } from "@/ui/Alert";
import { DiagnosticItem } from "@/ui/DiagnosticItem";
import { plural } from "@/ui/format";
import { ProblemAlert } from "@/ui/ProblemAlert";
import { isArchive, pathOf } from "./upload";

/** Why a template was refused, each finding with the line that is meant where the file is at hand. */
export function UploadFindings({ error, files }: { error: Error; files: File[] }) {
  const texts = useQuery({
    queryKey: ["upload", files.map((file) => [pathOf(file), file.size, file.lastModified])],
    queryFn: () => textsOf(files),
  });
  const findings = error instanceof Problem ? error.errors.filter((one) => one.file && one.line) : [];
  if (findings.length === 0) return <ProblemAlert error={error} />;
  return (
    <Alert tone="bad" title={`The template was refused: ${plural(findings.length, "finding")}. Nothing was stored.`}>
      <div className="findings">
        {findings.map((finding, index) => (
          <DiagnosticItem
            key={index}
            source={texts.data?.get(finding.file ?? "")}
            diagnostic={{
              code: finding.code ?? "",
              severity: (finding.severity ?? "error") as Severity,
              message: finding.message,
              file: finding.file ?? "",
              line: finding.line ?? 1,
              column: finding.column ?? 1,
              help: finding.help,
            }}
          />
        ))}
      </div>
    </Alert>
  );
}

async function textsOf(files: readonly File[]): Promise<Map<string, string>> {
  const readable = files.filter((file) => !isArchive(file) && file.size < 1_000_000);
  return new Map(await Promise.all(readable.map(async (file) => [pathOf(file), await file.text()] as const)));
}
