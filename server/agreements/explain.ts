import type { RecordState, Unproved, VerifyCheck } from "../../shared/agreements/contract.ts";
import type { SealedReport } from "./verifySealed.ts";

/** What comes out of checking a file, in the order in which it is decided. */
export type Outcome =
  | "not-valid"
  | "not-pinned"
  | "wrong-record"
  | "demo"
  | "not-all-proved"
  | "proved";

const HOLDS: Record<VerifyCheck, string> = {
  "whole-file":
    "one seal, and it covers the whole file: nothing was added after it, nothing is missing",
  "seal-signature": "no byte was changed since the seal was put on",
  "seal-certificate":
    "the seal's certificate is for signing papers and was valid when it sealed; those that vouch for it do",
  "seal-pinned": "the certificate is the one you know to be the organisation's",
  "content-hash": "the attached text is the one whose hash everybody signed",
  "signatures-bound":
    "every party and the mediator signed this text and this frozen paper, each once",
  statement:
    "the organisation's statement (text, version, frozen paper, who signed in what role and when) agrees with all of it",
  "frozen-paper": "the paper that everybody read before signing is attached, byte for byte",
  "audit-head": "the case's record names this statement, and its head is signed",
  pages:
    "the pages drawn again from the text are the same, byte for byte: they show nothing else and hide nothing",
  "known-bytes": "this is exactly the file on record",
};

const UNPROVED: Record<Unproved, string> = {
  statement:
    "sealed before papers carried the organisation's statement: who signed when is told by the records alone",
  "frozen-paper": "sealed before papers carried the frozen paper: only its hash is known",
  pages:
    "the pages were drawn by another edition of the tool: use the edition of that time to prove them by drawing them again",
  holder:
    "the organisation by its name: the certificate is made out to another name than the paper's; ask whose it is",
  revocation:
    "whether the certificate was revoked: the file carries nothing about it; ask the authority that issued it",
  time: "the time of sealing by an independent clock: it is what the organisation's own clock said",
};

/** What no file can know of itself. */
const LATER =
  "not proved: whether this text still stands: it may have been opened again since; ask the organisation, or its page /verify";

/**
 * These are missing from every paper today; the others show that this one proves less than it
 * could.
 */
const ALWAYS: Unproved[] = ["revocation", "time"];

const RECORD: Record<RecordState, string> = {
  belongs:
    "ok     the signing record belongs to this agreement: byte for byte the one that its statement names",
  wrong:
    "FAILED the signing record does not belong to this agreement, or was changed: its statement names another",
  "not-given": "not proved: the signing record: it was not given",
  "not-named":
    "not proved: the signing record: this agreement was sealed before its statement named one",
  "not-checked":
    "not proved: the signing record: beside an agreement that does not hold, nothing can be told of it",
};

const NO_RECORD = "not proved: the signing record: it is missing from the package";

const WORDS: Record<Outcome, string> = {
  proved: "VALID",
  "not-valid": "NOT VALID: do not rely on this file",
  "not-pinned":
    "NOT PROVED: nobody said which certificate is the organisation's; compare the fingerprint, then run again with --pin",
  "wrong-record": "RECORD NOT VALID: the agreement holds, but do not rely on this signing record",
  demo: "DEMO: all holds, but the certificate is for demonstration and has no legal effect (--accept-demo to accept it)",
  "not-all-proved":
    "VALID AS FAR AS CHECKED: what was checked holds, and the points above could not be checked",
};

/**
 * `others`: the other papers of the package, to which the signing record belongs; null when no
 * package was given.
 */
type Asked = { acceptDemo: boolean; others: string[] | null };

const lacksRecord = (report: SealedReport, { others }: Asked) =>
  others !== null && report.record === "not-given";

const otherPapers = ({ others }: Asked) =>
  others
    ? [
        `not proved: the other papers of the package: they carry no seal, and nothing is told of them: ${others.join(", ")}`,
      ]
    : [];

export function outcomeOf(report: SealedReport, asked: Asked): Outcome {
  const failed = report.checks.filter((check) => !check.ok).map((check) => check.code);
  if (failed.length > 0) return failed[0] === "seal-pinned" ? "not-pinned" : "not-valid";
  if (report.record === "wrong") return "wrong-record";
  if (report.certificate?.demo && !asked.acceptDemo) return "demo";
  if (report.record === "not-named" || lacksRecord(report, asked)) return "not-all-proved";
  return report.unproved.some((one) => !ALWAYS.includes(one)) ? "not-all-proved" : "proved";
}

/** What was proved, with whose certificate, and what was not, in plain words. */
export function explain(report: SealedReport, asked: Asked): { outcome: Outcome; lines: string[] } {
  const outcome = outcomeOf(report, asked);
  const { certificate, content, statement } = report;
  const lines: string[] = [];
  if (certificate) {
    const grouped = certificate.fingerprint.toUpperCase().replaceAll(/(.{4})(?=.)/g, "$1 ");
    lines.push(
      `sealed with   ${certificate.subject}${certificate.demo ? "  (DEMO certificate)" : ""}`,
    );
    lines.push(`issued by     ${certificate.issuer}`, `fingerprint   ${grouped}`);
    lines.push(
      `valid         ${certificate.from.slice(0, 10)} to ${certificate.to.slice(0, 10)}`,
      `sealed at     ${report.signedAt}`,
    );
  }
  if (content)
    lines.push(
      `case          ${content.caseCode}, version ${content.version}, ${content.organisation.name}`,
      `text          ${report.evidence?.contentHash}`,
    );
  for (const one of statement?.signers ?? [])
    lines.push(
      `signed by     ${one.name} (${one.role}, ${one.capacity}${one.onBehalfOf ? ` for ${one.onBehalfOf}` : ""}) ${one.at}`,
    );
  for (const check of report.checks)
    lines.push(
      `${check.ok ? "ok    " : "FAILED"} ${HOLDS[check.code]}${check.detail ? ` (${check.detail})` : ""}`,
    );
  for (const one of report.unproved) lines.push(`not proved: ${UNPROVED[one]}`);
  lines.push(LATER, lacksRecord(report, asked) ? NO_RECORD : RECORD[report.record]);
  return { outcome, lines: [...lines, ...otherPapers(asked), WORDS[outcome]] };
}
