import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The numbers a text names, ranges taken apart. */
function numbersIn(text: string): string[] {
  return [...text.matchAll(/\bR-([A-Z])(\d+)(?:–(?:R-[A-Z])?(\d+))?/g)].flatMap(
    ([, area, first, last = first]) =>
      Array.from(
        { length: Number(last) - Number(first) + 1 },
        (_, n) => `R-${area}${Number(first) + n}`,
      ),
  );
}
const sources = ["shared", "server", "client", "e2e"].flatMap((folder) =>
  readdirSync(root + folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({
      isTest: /\.(test|spec)\./.test(file),
      text: readFileSync(`${root}${folder}/${file}`, "utf8"),
    })),
);
const inTable = numbersIn(
  readFileSync(`${root}docs/RULES.md`, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| R-"))
    .map((line) => line.split("|")[1])
    .join("\n"),
);
const without = (some: string[], others: string[]) => some.filter((one) => !others.includes(one));
const named = (isTest: boolean) =>
  sources.filter((one) => one.isTest === isTest).flatMap(({ text }) => numbersIn(text));

test("every rule that code or a test names stands in docs/RULES.md, and every rule of the table in code and in a test", () => {
  const [code, tests] = [named(false), named(true)];
  expect(inTable.length).toBeGreaterThan(80);
  expect(new Set(without([...code, ...tests], inTable))).toEqual(new Set());
  expect(without(inTable, code)).toEqual([]);
  expect(without(inTable, tests)).toEqual([]);
});
