import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Assets are served by Django under /static/, so nothing is inlined and every address is relative to that. */
export default defineConfig({
  base: "/static/",
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    target: "es2022",
    chunkSizeWarningLimit: 700,
    rollupOptions: {
      input: ["src/main.tsx", "src/pages.css", "src/mark.svg"],
      onwarn: (warning, warn) => warning.code !== "MODULE_LEVEL_DIRECTIVE" && warn(warning),
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    pool: "threads",
    isolate: false,
  },
});
