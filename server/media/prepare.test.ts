import { createHash } from "node:crypto";
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test } from "vitest";
import { findProgram, LIVEKIT_VERSION } from "./prepare.ts";

const before = { ...process.env };

afterEach(() => {
  process.env = { ...before };
});

/** A release server of our own: the archive, and its checksum file, right or wrong. */
async function aRelease(honest: boolean) {
  const folder = mkdtempSync(path.join(tmpdir(), "release-"));
  const name = `livekit_${LIVEKIT_VERSION.slice(1)}_linux_${process.arch === "arm64" ? "arm64" : "amd64"}.tar.gz`;
  writeFileSync(path.join(folder, "livekit-server"), "#!/bin/sh\necho fake\n", { mode: 0o755 });
  execFileSync("tar", ["-czf", path.join(folder, name), "-C", folder, "livekit-server"]);
  const archive = readFileSync(path.join(folder, name));
  const sum = createHash("sha256")
    .update(honest ? archive : "something else")
    .digest("hex");
  const server = createServer((request, response) =>
    response.end(request.url?.endsWith("checksums.txt") ? `${sum}  ${name}\n` : archive),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  };
}

const onlyTools = () => {
  const folder = mkdtempSync(path.join(tmpdir(), "path-"));
  for (const tool of ["tar", "gzip", "sh"])
    execFileSync("ln", [
      "-s",
      execFileSync("which", [tool], { encoding: "utf8" }).trim(),
      path.join(folder, tool),
    ]);
  return folder;
};

test("a livekit-server on PATH comes first, then the cache, then the release with its checksum", async () => {
  const bin = mkdtempSync(path.join(tmpdir(), "bin-"));
  const tools = onlyTools();
  const cache = mkdtempSync(path.join(tmpdir(), "cache-"));
  const steps: string[] = [];
  const report = (state: { step: string }) => void steps.push(state.step);
  writeFileSync(path.join(bin, "livekit-server"), "#!/bin/sh\n", { mode: 0o755 });
  process.env.PATH = `${bin}:${tools}`;
  process.env.XDG_CACHE_HOME = cache;
  expect(await findProgram(report)).toBe(path.join(bin, "livekit-server"));
  process.env.PATH = tools;
  const release = await aRelease(true);
  const found = await findProgram(report, release.url);
  expect(found).toBe(path.join(cache, "yuntiao", `livekit-${LIVEKIT_VERSION}`, "livekit-server"));
  release.close();
  expect(await findProgram(report, "http://127.0.0.1:1")).toBe(found);
  expect(steps).toContain("downloading");
});

test("a release that does not match its checksum is not used, and an unreachable one is said plainly", async () => {
  process.env.PATH = onlyTools();
  process.env.XDG_CACHE_HOME = mkdtempSync(path.join(tmpdir(), "cache-"));
  const release = await aRelease(false);
  await expect(findProgram(() => {}, release.url)).rejects.toThrow(/checksum/);
  release.close();
  await expect(findProgram(() => {}, "http://127.0.0.1:1")).rejects.toThrow(/could not download/);
});

test("however many start at once, the media server is built once, also after a builder was killed", async () => {
  const tools = onlyTools();
  const cache = mkdtempSync(path.join(tmpdir(), "cache-"));
  const folder = path.join(cache, "yuntiao");
  const builds = path.join(cache, "builds");
  // A Go that takes its time, notes each build, and puts the program where it is asked to.
  const go = `#!/bin/sh\necho built >> ${builds}\n/bin/sleep 0.5\n/bin/mkdir -p "$GOBIN"\necho '#!/bin/sh' > "$GOBIN/server"\n/bin/chmod +x "$GOBIN/server"\n`;
  writeFileSync(path.join(tools, "go"), go, { mode: 0o755 });
  const start = () =>
    new Promise<string>((resolve, reject) => {
      const env = { PATH: tools, XDG_CACHE_HOME: cache, HOME: cache };
      const code = `import("./server/media/prepare.ts").then(({ findProgram }) => findProgram(() => {})).then(console.log)`;
      execFile(process.execPath, ["--input-type=module", "-e", code], { env }, (error, said) =>
        error ? reject(error) : resolve(said.trim()),
      );
    });
  mkdirSync(folder, { recursive: true });
  const lockFile = path.join(folder, `livekit-${LIVEKIT_VERSION}.lock`);
  const holding = `import("./server/storage/processLock.ts").then(({ tryLock }) => { globalThis.held = tryLock(${JSON.stringify(lockFile)}); console.log("held"); setInterval(() => {}, 1e6); })`;
  const builder = spawn(process.execPath, ["--input-type=module", "-e", holding]);
  await once(builder.stdout, "data");
  const starts = Promise.all([start(), start(), start(), start(), start()]);
  builder.kill("SIGKILL");
  const found = await starts;
  expect(new Set(found)).toEqual(
    new Set([path.join(folder, `livekit-${LIVEKIT_VERSION}`, "livekit-server")]),
  );
  expect(readFileSync(builds, "utf8").trim().split("\n").length).toBe(1);
});
