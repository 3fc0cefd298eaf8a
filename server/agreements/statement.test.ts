import { expect, test } from "vitest";
import type { Evidence, Statement } from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { aText } from "../testing/sealedPapers.ts";
import { makeStatement, statementHolds } from "./statement.ts";

test("a statement holds with whichever record its build named, or with none; what no build wrote does not", () => {
  const content = aText(1);
  const [contentHash, pdfHash, sealedAt] = [
    "a".repeat(64),
    "b".repeat(64),
    "2026-12-02T03:04:05.000Z",
  ];
  const of = (named: Pick<Statement, "recordHash" | "fullRecordsHash"> & { word?: string }) =>
    makeStatement(content, contentHash, pdfHash, [], {
      caseId: "case",
      sealedAt,
      seal: { certificates: ["c"], demo: false, text: "调委会" },
      frozen: { verifyUrl: "", demo: false, edition: "1" },
      drawnWith: "1",
      ...named,
    });
  const holds = (statement: Statement) => {
    const auditHead = { caseId: "case", seq: 1, hash: "", signature: "", publicKey: "" };
    const evidence: Evidence = {
      ...{
        schema: "yuntiao/evidence/1",
        contentHash,
        pdfHash,
        sealedAt,
        effectiveAt: statement.effectiveAt,
      },
      ...{ signatures: [], auditHead },
    };
    return statementHolds(canonicalText(statement), statement, {
      content,
      evidence,
      chain: ["c"],
      signedAt: new Date(sealedAt),
    });
  };
  expect(
    [{}, { recordHash: "d" }, { fullRecordsHash: "e" }].map((named) => holds(of(named))),
  ).toEqual([true, true, true]);
  expect(holds(of({ word: "与本案无关" }))).toBe(false);
});
