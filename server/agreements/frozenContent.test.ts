import { expect, test } from "vitest";
import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { sealTroubles } from "../../shared/agreements/signing.ts";
import { SMALL, samplePapers } from "../testing/samplePapers.ts";
import { frozenContent, frozenDrawn, sealTroubleOf } from "./frozenContent.ts";

const { content } = samplePapers(SMALL).agreement;
const version = (kept: unknown) => ({ id: "v1", content: canonicalText(kept) });

test("a frozen text is read as it was frozen: the same canonical text comes out", () =>
  expect(canonicalText(frozenContent(version(content)))).toBe(canonicalText(content)));

test("a text of schema 1, whose clauses have no sentence, is read", () => {
  const clauses = content.clauses.map(({ sentence, ...clause }) => clause);
  const early: AgreementContent = { ...content, schema: "yuntiao/agreement/1", clauses };
  expect(frozenContent(version(early))).toEqual(early);
});

test.each(Object.keys(content))("without its %s it is none, and the row is named", (name) => {
  const { [name as "facts"]: _, ...lacking } = content;
  expect(() => frozenContent(version(lacking))).toThrow(
    `agreement_version.content of row v1 has the wrong shape: ${name}`,
  );
});

test.each(Object.keys(content.parties[0] ?? {}))("nor with a party without its %s", (name) => {
  const parties = content.parties.map(({ [name as "name"]: _, ...lacking }) => lacking);
  expect(() => frozenContent(version({ ...content, parties }))).toThrow(`parties.0.${name}`);
});

test("how a version was drawn is read; of early versions nothing was kept", () => {
  const drawn = { verifyUrl: "https://yuntiao.example/verify/x", demo: true, edition: "e" };
  expect(frozenDrawn({ id: "v1", drawn: JSON.stringify(drawn) })).toEqual(drawn);
  expect(frozenDrawn({ id: "v1", drawn: null })).toBeNull();
  expect(() => frozenDrawn({ id: "v1", drawn: "{}" })).toThrow("agreement_version.drawn");
});

test("why a seal is not on is one of a closed list, or nothing", () => {
  const read = (seal_error: string | null) => sealTroubleOf({ id: "v1", seal_error });
  expect([...sealTroubles, null].map(read)).toEqual([...sealTroubles, null]);
  expect(() => read("ECONNREFUSED")).toThrow("agreement_version.seal_error of row v1");
});
