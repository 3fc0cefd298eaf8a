import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

/** Runs the command as a court does: its exit code and what it says. */
export const run = (...args: string[]) => runWith({ DATA_DIR: tmpdir() }, tmpdir(), ...args);

/** The same with other settings, in another folder. */
export async function runWith(settings: Record<string, string>, cwd: string, ...args: string[]) {
  const command = [fileURLToPath(new URL("../agreements/verifyFile.ts", import.meta.url)), ...args];
  const env = { PATH: process.env.PATH ?? "", ...settings };
  const { code, stdout, stderr } = await promisify(execFile)(process.execPath, command, {
    env,
    cwd,
  }).then(
    (done) => ({ code: 0, ...done }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
  return [code, stdout || stderr] as const;
}
