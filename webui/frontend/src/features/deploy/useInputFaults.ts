import { useState } from "react";
import { Problem } from "@/api/problem";

interface Faults {
  /** What is wrong, by input, in our own words or the server's. */
  faults: Record<string, string>;
  /** Shows our own findings; true when there are none and the form may be sent. */
  show: (found: Record<string, string>) => boolean;
}

export function useInputFaults(error: Error | null): Faults {
  const [own, setOwn] = useState<Record<string, string>>({});
  return {
    faults: { ...faultsOfServer(error), ...own },
    show: (found) => {
      setOwn(found);
      return Object.keys(found).length === 0;
    },
  };
}

function faultsOfServer(error: Error | null): Record<string, string> {
  if (!(error instanceof Problem)) return {};
  const entries = error.errors.flatMap(({ pointer, message }) => {
    const name = pointer?.match(/^\/inputs\/([^/]+)/)?.[1];
    return name ? [[name.replaceAll("~1", "/").replaceAll("~0", "~"), message] as const] : [];
  });
  return Object.fromEntries(entries);
}
