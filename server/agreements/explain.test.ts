import { expect, test } from "vitest";
import type { CertificateFacts } from "../../shared/agreements/contract.ts";
import { explain, type Outcome, outcomeOf } from "./explain.ts";
import type { SealedReport } from "./verifySealed.ts";

const certificate: CertificateFacts = {
  subject: "CN=梧桐街道人民调解委员会",
  issuer: "CN=某某电子认证根证书",
  fingerprint: "0123456789abcdef".repeat(4),
  from: "2026-01-01T00:00:00.000Z",
  to: "2029-01-01T00:00:00.000Z",
  demo: false,
};

const report: SealedReport = {
  valid: true,
  checks: [
    { code: "whole-file", ok: true },
    { code: "seal-pinned", ok: true },
  ],
  unproved: ["revocation", "time"],
  record: "not-given",
  certificate,
  signedAt: "2026-11-21T03:04:05.000Z",
  content: null,
  evidence: null,
  statement: null,
};

const alone = { acceptDemo: false, others: null };

const failed = (code: SealedReport["checks"][number]["code"]) => ({
  checks: [
    { code: "whole-file" as const, ok: true },
    { code, ok: false },
  ],
});

test.each<[Outcome, string, Partial<SealedReport>, typeof alone | { others: string[] }]>([
  ["proved", "all holds, and what no paper carries today is missing", {}, alone],
  ["not-valid", "a byte was changed", failed("seal-signature"), alone],
  ["not-valid", "the pages show something else", failed("pages"), alone],
  ["not-pinned", "nobody said whose certificate it is", failed("seal-pinned"), alone],
  ["wrong-record", "the record is another's", { record: "wrong" }, alone],
  [
    "demo",
    "a certificate for demonstration",
    { certificate: { ...certificate, demo: true } },
    alone,
  ],
  ["not-all-proved", "the pages were drawn by another edition", { unproved: ["pages"] }, alone],
  ["not-all-proved", "the certificate bears another name", { unproved: ["holder"] }, alone],
  ["not-all-proved", "its statement names no record", { record: "not-named" }, alone],
  ["not-all-proved", "a package lacks the record", {}, { others: [] }],
  ["proved", "a package has it", { record: "belongs" }, { others: [] }],
])("%s: %s", (outcome, _, change, asked) => {
  const told = explain({ ...report, ...change }, { ...alone, ...asked });
  expect(told.outcome).toBe(outcome);
});

test("a demo is accepted by who asked for it, and by nobody else", () => {
  const demo = { ...report, certificate: { ...certificate, demo: true } };
  expect(outcomeOf(demo, { ...alone, acceptDemo: true })).toBe("proved");
  expect(outcomeOf({ ...demo, record: "wrong" }, { ...alone, acceptDemo: true })).toBe(
    "wrong-record",
  );
});

test("what failed first decides, and an agreement that does not hold is never told of by its record", () => {
  const checks = [
    { code: "seal-signature" as const, ok: false },
    { code: "seal-pinned" as const, ok: false },
  ];
  expect(outcomeOf({ ...report, checks, record: "wrong" }, alone)).toBe("not-valid");
});

test("the last line is the word, every check and every gap has a line of its own, and nobody is told that a text still stands", () => {
  const { lines } = explain(
    { ...report, ...failed("pages"), unproved: ["revocation", "time", "holder"] },
    { acceptDemo: false, others: ["1-司法确认申请书.pdf"] },
  );
  expect(lines.at(-1)).toBe("NOT VALID: do not rely on this file");
  expect(lines.filter((line) => line.startsWith("ok    "))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("FAILED"))).toHaveLength(1);
  const gaps = lines.filter((line) => line.startsWith("not proved: "));
  expect(gaps.filter((line) => /revoked|clock|another name/.test(line))).toHaveLength(3);
  expect(gaps.filter((line) => line.includes("still stands"))).toHaveLength(1);
  expect(gaps.filter((line) => line.includes("missing from the package"))).toHaveLength(1);
  expect(gaps.filter((line) => line.includes("1-司法确认申请书.pdf"))).toHaveLength(1);
});

test("a fingerprint is grouped so that it can be compared by eye", () =>
  expect(explain(report, alone).lines).toContain(
    `fingerprint   ${Array(4).fill("0123 4567 89AB CDEF").join(" ")}`,
  ));
