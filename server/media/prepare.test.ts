import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
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
  const folder = mkdtempSync(path.join(tmpdir(), "release-")),
    name = `livekit_${LIVEKIT_VERSION.slice(1)}_linux_${process.arch === "arm64" ? "arm64" : "amd64"}.tar.gz`;
  writeFileSync(path.join(folder, "livekit-server"), "#!/bin/sh\necho fake\n", { mode: 0o755 });
  execFileSync("tar", ["-czf", path.join(folder, name), "-C", folder, "livekit-server"]);
  const archive = readFileSync(path.join(folder, name)),
    sum = createHash("sha256")
      .update(honest ? archive : "something else")
      .digest("hex");
  const server = createServer((request, response) => response.end(request.url?.endsWith("checksums.txt") ? `${sum}  ${name}\n` : archive));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
const onlyTools = () => {
  const folder = mkdtempSync(path.join(tmpdir(), "path-"));
  for (const tool of ["tar", "gzip", "sh"])
    execFileSync("ln", ["-s", execFileSync("which", [tool], { encoding: "utf8" }).trim(), path.join(folder, tool)]);
  return folder;
};

test("a livekit-server on PATH comes first, then the cache, then the release with its checksum", async () => {
  const bin = mkdtempSync(path.join(tmpdir(), "bin-")),
    tools = onlyTools(),
    cache = mkdtempSync(path.join(tmpdir(), "cache-")),
    steps: string[] = [],
    report = (state: { step: string }) => void steps.push(state.step);
  writeFileSync(path.join(bin, "livekit-server"), "#!/bin/sh\n", { mode: 0o755 });
  process.env.PATH = `${bin}:${tools}`;
  process.env.XDG_CACHE_HOME = cache;
  expect(await findProgram(report)).toBe(path.join(bin, "livekit-server"));
  process.env.PATH = tools;
  const release = await aRelease(true),
    found = await findProgram(report, release.url);
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
