import pino from "pino";
import { expect, test } from "vitest";
import { z } from "zod";
import { Refusal } from "../../shared/refusal.ts";
import { languageOf, toProblem } from "./problems.ts";

function told(error: unknown, language: "zh-CN" | "en" = "en") {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  return { problem: toProblem(error, language, log, "id-1"), log: lines.join("") };
}

test("a refusal is told as it is, in the asker's words, with what may be shown, and is no fault", () => {
  const { problem, log } = told(new Refusal("request/too-many", { waitSeconds: 9 }));
  expect(problem).toEqual({
    type: "/problems/request/too-many",
    status: 429,
    code: "request/too-many",
    title: "Too many attempts. Please wait a moment and try again.",
    requestId: "id-1",
    details: { waitSeconds: 9 },
  });
  expect(told(new Refusal("request/too-many"), "zh-CN").problem.title).toMatch(/^操作太频繁/);
  expect(log).toBe("");
});

test("bad input is told by field, at most twenty, and never by its value", () => {
  const shape = z.object({ parties: z.array(z.object({ name: z.string() })) });
  const error = shape.safeParse({ parties: [{ name: "甲" }, { name: 330_199 }] }).error;
  expect(told(error).problem).toMatchObject({
    status: 400,
    code: "request/invalid",
    details: { fields: [{ path: "parties.1.name", message: "invalid_type" }] },
  });
  expect(JSON.stringify(told(error).problem)).not.toContain("330");
  const many = shape.safeParse({ parties: Array.from({ length: 50 }, () => ({ name: 1 })) }).error;
  expect(told(many).problem.details?.fields).toHaveLength(20);
});

test.each<[object, string]>([
  [{ type: "entity.too.large", status: 413 }, "request/too-large"],
  [{ status: 413 }, "request/too-large"],
  [{ status: 404 }, "request/not-found"],
  [{ status: 415 }, "request/invalid"],
  [{ type: "entity.parse.failed", status: 400 }, "request/invalid"],
])("what a parser says, %j, is %s", (error, code) => expect(told(error).problem.code).toBe(code));

test.each([
  new Error("password of the database"),
  { status: 500 },
  { status: 302 },
  "thrown words",
])("anything else is a fault: its id is told, its cause is for the log alone", (error) => {
  const { problem, log } = told(error);
  expect([problem.status, problem.code, problem.details]).toEqual([
    500,
    "request/unknown",
    undefined,
  ]);
  expect(JSON.stringify(problem)).not.toContain("password");
  expect(log).toContain("id-1");
});

test("a page asks for English by its header, everybody else reads Chinese", () => {
  expect(["en", "en-GB,en;q=0.9", " EN"].map(languageOf)).toEqual(["en", "en", "en"]);
  expect([undefined, "", "zh-CN", "fr,en;q=0.5", "xx"].map(languageOf)).toEqual(
    Array(5).fill("zh-CN"),
  );
});
