import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const NUMBER = String.raw`R-[A-Z]\d+(?:–(?:R-[A-Z])?\d+)?`;

/**
 * The numbers at the head of a test's name: of the name itself, or of the case that a table puts
 * into it.
 */
const AT_HEAD = new RegExp(`["'\`](${NUMBER}(?:[,:\\s]+${NUMBER})*)`, "g");

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
      path: `${folder}/${file}`,
      isTest: /\.(test|spec)\./.test(file),
      text: readFileSync(`${root}${folder}/${file}`, "utf8"),
    })),
);
const inName = ({ text }: { text: string }) =>
  [...text.matchAll(AT_HEAD)].flatMap(([, numbers = ""]) => numbersIn(numbers));

/** Files and folders of the last column, which stand in shared/ where they do not say server/. */
const placesIn = (column: string) =>
  [...column.matchAll(/`([^`]+)`/g)].map(([, name = ""]) =>
    name.startsWith("server/") ? name : `shared/${name}`,
  );

const rules = readFileSync(`${root}docs/RULES.md`, "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| R-"))
  .map((line) => line.split("|"))
  .flatMap((row) =>
    numbersIn(row[1] ?? "").map((number) => ({ number, places: placesIn(row.at(-2) ?? "") })),
  );

const inTable = new Set(rules.map(({ number }) => number));
const code = sources.filter(({ isTest }) => !isTest);
const tests = sources.filter(({ isTest }) => isTest);

test("the table of rules is read", () => expect(inTable.size).toBeGreaterThan(80));

test("every rule that code or a test names stands in docs/RULES.md", () => {
  const strange = sources.flatMap(({ path, text }) =>
    numbersIn(text)
      .filter((number) => !inTable.has(number))
      .map((number) => `${number} in ${path}`),
  );
  expect([...new Set(strange)]).toEqual([]);
});

test("every rule stands where docs/RULES.md says, in a comment with its number", () => {
  const lost = rules.flatMap(({ number, places }) => {
    const missing = places.filter((place) => !existsSync(root + place));
    const said = code.some(
      ({ path, text }) =>
        places.some((place) => path.startsWith(place)) && numbersIn(text).includes(number),
    );
    return said && missing.length === 0 ? [] : [`${number}: ${places.join(", ")}`];
  });
  expect(lost).toEqual([]);
});

test("every rule stands at the head of a test's name, a pure one's beside it", () => {
  const untested = rules.flatMap(({ number, places }) => {
    const naming = tests.filter((file) => inName(file).includes(number)).map(({ path }) => path);
    const isPure = places.every((place) => place.startsWith("shared/"));
    const beside = places.map((place) => place.replace(/\.ts$/, ".test.ts"));
    const isBeside = naming.some((path) => beside.some((place) => path.startsWith(place)));
    const found = isPure ? isBeside : naming.length > 0;
    return found ? [] : [`${number}: ${(isPure ? beside : places).join(", ")}`];
  });
  expect(untested).toEqual([]);
});
