import { getViewportForBounds, useReactFlow, useStore } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import type { Layout } from "./layout";

export const ZOOM = { least: 0.15, most: 2, fitted: 1.15 };
const ROOM = { top: "52px", right: "28px", bottom: "28px", left: "60px" } as const;

/**
 * Shows the whole graph, its edges included, whenever the room for it or its layout changes, until the person has moved
 * it. Gives a function that does so on demand.
 */
export function useKeepFitted(moved: boolean, layout: Layout): () => void {
  const { setViewport } = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const fit = useCallback(() => {
    if (width === 0 || height === 0) return;
    const bounds = { x: 0, y: 0, width: layout.width, height: layout.height };
    void setViewport(getViewportForBounds(bounds, width, height, ZOOM.least, ZOOM.fitted, ROOM));
  }, [setViewport, width, height, layout]);
  useEffect(() => {
    if (!moved) fit();
  }, [moved, fit]);
  return fit;
}
