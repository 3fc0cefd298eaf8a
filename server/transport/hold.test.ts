import { expect, test } from "vitest";
import type { z } from "zod";
import { type RouteKey, routes } from "../../shared/contract.ts";
import { refuseUnstorable } from "./storable.ts";
import { MAX_PARTS, SIGNATURE_PARTS, tangled } from "./structure.ts";

const LONGEST_HOLD_MS = 50;
const REPEATS = 5;

/**
 * What one body costs the loop before any handler: judged, parsed, walked, checked. In time of the
 * processor, the least of some repeats: the machine has other work too.
 */
function hold(json: string, schema: z.ZodType, mostParts: number): number {
  const took: number[] = [];
  for (let n = 0; n < REPEATS; n++) {
    const bytes = Buffer.from(json);
    const at = process.cpuUsage();
    if (!tangled(bytes.toString("latin1"), mostParts)) {
      try {
        const body = JSON.parse(bytes.toString()) as unknown;
        refuseUnstorable(body);
        schema.safeParse(body);
      } catch {
        // refused: what it took until then counts
      }
    }
    const { user, system } = process.cpuUsage(at);
    took.push((user + system) / 1000);
  }
  return Math.min(...took);
}

const many = (part: string, count: number) => `[${`${part},`.repeat(count - 1)}${part}]`;
const LISTS = ["parties", "people", "strokes", "defects", "answers", "clauses"];

/** The worst that passes the limit of 512 kB. */
const worst = (parts: number) => [
  many("0", parts - 10),
  many("{}", parts / 2 - 10),
  many("[]", parts / 2 - 10),
  ...LISTS.flatMap((name) => [
    `{"${name}":${many("0", parts - 10)}}`,
    `{"${name}":${many("{}", parts / 2 - 10)}}`,
    `{"${name}":[${many("[0]", parts / 2 - 10)}]}`,
  ]),
  `{${Array.from({ length: Math.min(parts / 2 - 10, 40_000) }, (_, n) => `"k${n}":0`).join(",")}}`,
  `"${'\\"'.repeat(250_000)}"`,
  `"${"\\u4e00".repeat(85_000)}"`,
  `${" ".repeat(500_000)}0`,
  "9".repeat(500_000),
];

const bodies = (Object.keys(routes) as RouteKey[]).flatMap((key) => {
  const { body } = routes[key] as { body?: z.ZodType };
  return body ? [[key, body] as const] : [];
});

test.each(bodies)(
  "no body holds the loop longer than 50 ms at %s",
  (key, schema) => {
    const mostParts = key.endsWith("/signatures") ? SIGNATURE_PARTS : MAX_PARTS;
    for (const json of worst(mostParts))
      expect(hold(json, schema, mostParts), json.slice(0, 60)).toBeLessThan(LONGEST_HOLD_MS);
  },
  120_000,
);
