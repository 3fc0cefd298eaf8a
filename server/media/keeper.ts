import { spawn } from "node:child_process";

/**
 * Runs a program for as long as whoever started this keeps the pipe open: when that process dies,
 * even by SIGKILL, the program ends too.
 */
const [program, ...args] = process.argv.slice(2);
const child = spawn(program as string, args, { stdio: ["ignore", "ignore", "inherit"] });
child.once("exit", (code) => process.exit(code ?? 1));
child.once("error", (error) => {
  console.error(error.message);
  process.exit(1);
});

const end = () => {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), 800).unref();
};
process.stdin.on("end", end).on("error", end).resume();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => {});
