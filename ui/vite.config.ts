import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The page is embedded in the window: no remote content, no inline scripts, fonts as files.
export default defineConfig({
  plugins: [react()],
  clearScreen: false,
  server: { port: 5183, strictPort: true },
  build: {
    target: ["es2022", "safari16"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
    setupFiles: ["./tests/setup.ts"],
    css: false,
    testTimeout: 60_000,
  },
});
