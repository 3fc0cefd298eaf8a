// `npm test`: installs what it needs, runs everything, and ends with one line: N passed, N failed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { buildIfOld, installIfMissing, node24, root } from "./ready.mjs";

const has = (tool) =>
  (process.env.PATH ?? "")
    .split(path.delimiter)
    .some((folder) => existsSync(path.join(folder, tool)));
const root_ = process.getuid?.() === 0;
/** Each stage and how long it took, in seconds; said at the end, so that the time that grows is seen. */
const stages = [];
const say = (text) => {
  stages.push({ text, began: Date.now() });
  console.log(`\n── ${text}`);
};
const slowest = [];
const noteFiles = (files) => slowest.push(...files.filter(({ seconds }) => seconds >= 20));
function sayTimes() {
  console.log("\n── where the time went");
  stages.forEach(({ text, began }, at) => {
    const seconds = ((stages[at + 1]?.began ?? Date.now()) - began) / 1000;
    console.log(`${seconds.toFixed(0).padStart(6)} s  ${text}`);
  });
  for (const { name, seconds } of slowest.sort((a, b) => b.seconds - a.seconds).slice(0, 25))
    console.log(`${seconds.toFixed(0).padStart(6)} s    ${name}`);
}
const exec = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: "inherit", ...options });
const score = { passed: 0, failed: 0 };
const count = (name, ok) => {
  score[ok ? "passed" : "failed"]++;
  console.log(`${ok ? "passed" : "FAILED"}: ${name}`);
};

/** Tools that are no npm packages. As root on Debian they are installed; elsewhere the missing ones are named. */
function tools() {
  const wanted = [
    ["chromium", "chromium"],
    ["pdfsig", "poppler-utils"],
    ["java", "default-jdk-headless"],
    ["mvn", "maven"],
    ["redis-server", "redis-server"],
  ]
    .filter(([tool]) => !has(tool))
    .map(([, name]) => name);
  if (!existsSync("/usr/lib/postgresql") && !has("initdb")) wanted.push("postgresql");
  if (wanted.length === 0) return;
  if (!root_ || !has("apt-get"))
    throw new Error(`Please install these first: ${wanted.join(", ")}`);
  exec("apt-get", ["update", "-qq"]);
  if (
    exec("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...wanted], {
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      stdio: ["ignore", "ignore", "inherit"],
    }).status !== 0
  )
    throw new Error(`could not install ${wanted.join(", ")}`);
}

/** A PostgreSQL of this run's own, on a socket and port nobody else uses; never as root. */
function postgres() {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: () => {} };
  const versions = existsSync("/usr/lib/postgresql")
    ? spawnSync("ls", ["/usr/lib/postgresql"], { encoding: "utf8" })
        .stdout.trim()
        .split("\n")
        .sort((a, b) => Number(b) - Number(a))
    : [];
  const bin = versions[0] ? `/usr/lib/postgresql/${versions[0]}/bin/` : "";
  const folder = mkdtempSync(path.join(tmpdir(), "yt-pg-"));
  const port = 20000 + (process.pid % 20000);
  const as = (command) =>
    root_
      ? exec("su", ["postgres", "-s", "/bin/sh", "-c", command], {
          stdio: ["ignore", "ignore", "inherit"],
        })
      : exec("sh", ["-c", command], { stdio: ["ignore", "ignore", "inherit"] });
  if (root_) exec("chown", ["postgres", folder]);
  if (
    as(`${bin}initdb -D ${folder}/data -U postgres -A trust -E UTF8 --locale=C.UTF-8`).status !== 0
  )
    throw new Error("initdb failed");
  if (
    as(
      `${bin}pg_ctl -D ${folder}/data -o "-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c max_connections=200" -w -l ${folder}/log start`,
    ).status !== 0
  )
    throw new Error("PostgreSQL did not start");
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      as(`${bin}pg_ctl -D ${folder}/data -m immediate stop`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** veraPDF's library from Maven; the class path goes to the tests. */
function verapdf() {
  const folder = path.join(root, "server", "papers", "verapdf");
  const list = path.join(mkdtempSync(path.join(tmpdir(), "yt-vera-")), "classpath");
  if (
    exec(
      "mvn",
      [
        "-q",
        "-B",
        "-f",
        path.join(folder, "pom.xml"),
        "dependency:build-classpath",
        `-Dmdep.outputFile=${list}`,
      ],
      {
        stdio: ["ignore", "inherit", "inherit"],
      },
    ).status !== 0
  )
    throw new Error("veraPDF could not be fetched");
  return readFileSync(list, "utf8").trim();
}

const journeysOf = (suites) =>
  suites.flatMap((suite) => [
    ...(suite.specs ?? []).map((spec) => ({
      name: `${spec.file} › ${spec.title}`,
      seconds:
        spec.tests.flatMap((one) => one.results).reduce((sum, { duration }) => sum + duration, 0) /
        1000,
    })),
    ...journeysOf(suite.suites ?? []),
  ]);

let database = null;
try {
  installIfMissing();
  say("tools");
  tools();
  buildIfOld();
  say("the media server (built once, then kept in the user's cache)");
  if (exec(node24, ["server/media/prepareOnly.ts"]).status !== 0)
    throw new Error("no media server");
  const classpath = verapdf();
  database = postgres();
  const env = { ...process.env, TEST_DATABASE_URL: database.url, VERAPDF_CLASSPATH: classpath };

  say("types, lint, dead code");
  count("types", exec(node24, ["node_modules/typescript/bin/tsc", "-p", "."]).status === 0);
  count(
    "lint and formatting",
    exec(node24, ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."])
      .status === 0,
  );
  count("dead code", exec(node24, ["node_modules/knip/bin/knip.js"]).status === 0);

  say("rules, server on both databases, papers");
  rmSync(path.join(root, "test-results"), { recursive: true, force: true });
  const unit = exec(node24, ["node_modules/vitest/vitest.mjs", "run"], { env });
  const vitest = JSON.parse(readFileSync(path.join(root, "test-results", "vitest.json"), "utf8"));
  score.passed += vitest.numPassedTests;
  score.failed += vitest.numFailedTests + vitest.numPendingTests;
  if (unit.status !== 0 && vitest.numFailedTests === 0) score.failed++;
  noteFiles(
    vitest.testResults.map(({ name, startTime, endTime }) => ({
      name: path.relative(root, name),
      seconds: (endTime - startTime) / 1000,
    })),
  );

  say("browser journeys");
  const journeys = exec(node24, ["node_modules/@playwright/test/cli.js", "test"], { env });
  const report = JSON.parse(readFileSync(path.join(root, "test-results", "e2e.json"), "utf8"));
  const played = report.stats;
  score.passed += played.expected;
  score.failed += played.unexpected + played.flaky + played.skipped;
  if (journeys.status !== 0 && played.unexpected === 0) score.failed++;
  noteFiles(journeysOf(report.suites));
} catch (error) {
  console.error(error.message);
  score.failed++;
} finally {
  database?.stop();
}
sayTimes();
console.log(`\n${score.passed} passed, ${score.failed} failed`);
process.exit(score.failed === 0 ? 0 : 1);
