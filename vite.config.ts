import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const OUT = path.resolve(import.meta.dirname, "dist");

/** Packs every asset once, at the best level, at build time; the server hands out the packed file. */
const packed = (): Plugin => ({
  name: "packed",
  apply: "build",
  closeBundle() {
    for (const name of readdirSync(path.join(OUT, "assets"))) {
      if (!/\.(m?js|css)$/.test(name)) continue;
      const file = path.join(OUT, "assets", name);
      writeFileSync(
        `${file}.br`,
        brotliCompressSync(readFileSync(file), {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
        }),
      );
    }
  },
});

/** Each part of client/ui weighs a few hundred bytes: together they are one request, not ten. */
const kitInOneFile = {
  includeDependenciesRecursively: false,
  groups: [{ name: "ui", test: /\/client\/ui\/[A-Z]\w+\.tsx$/ }],
};

export default defineConfig({
  root: "client",
  plugins: [react(), packed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    target: "es2022",
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: kitInOneFile } },
  },
  server: {
    proxy: {
      "/api": "http://127.0.0.1:3000",
      "/readyz": "http://127.0.0.1:3000",
      "/socket.io": { target: "http://127.0.0.1:3000", ws: true },
    },
  },
});
