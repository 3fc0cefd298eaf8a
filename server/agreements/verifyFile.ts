import { parseArgs } from "node:util";
import { recordBeside } from "../../shared/agreements/record.ts";
import type { AgreementPaper } from "../papers/forms/agreement.ts";
import { Refused } from "./closedList.ts";
import { explain, type Outcome } from "./explain.ts";
import { type GivenFile, givenFiles } from "./givenFiles.ts";
import { AskedWrongly, knownPins } from "./knownPins.ts";
import { hashOf } from "./statement.ts";
import { type SealedReport, verifySealed } from "./verifySealed.ts";
import { visible } from "./visible.ts";

/**
 * `npm run verify -- PACKAGE [--pin FINGERPRINT]… [--pins LIST.txt]… [--accept-demo]`: checks a
 * sealed agreement and its signing record offline. PACKAGE is the court package, as a ZIP or a
 * folder, or AGREEMENT.pdf [RECORD.pdf].
 *
 * Which certificate is the organisation's comes from whoever asks, never from the file or from what
 * came with it: on the command line, in the court's own list, or, where neither was given, on the
 * organisation's own machine, from its keys.
 *
 * Ends with 0 when all holds under a known certificate, 1 when something does not hold, 2 when
 * asked wrongly, 3 when the seal is whole but nobody said whose certificate it is, 4 when all holds
 * but the certificate is for demos only, 5 when what was checked holds and something could not be
 * checked with this edition of the tool, 6 when the agreement holds and the signing record is not
 * its own.
 */
const EXIT: Record<Outcome, number> = {
  proved: 0,
  "not-valid": 1,
  "not-pinned": 3,
  demo: 4,
  "not-all-proved": 5,
  "wrong-record": 6,
};

const ASKED_WRONGLY = 2;

const USAGE =
  "usage: npm run verify -- PACKAGE.zip|FOLDER|AGREEMENT.pdf [RECORD.pdf] [--pin FINGERPRINT]... [--pins LIST.txt]... [--accept-demo]";

const REFUSED =
  "NOT VALID: do not rely on it; nothing of it was checked. Give the ZIP as it was downloaded, or the agreement and the signing record";

async function asked() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      pin: { type: "string", multiple: true, default: [] },
      pins: { type: "string", multiple: true, default: [] },
      "accept-demo": { type: "boolean", default: false },
    },
  });
  const known = knownPins(values.pin, values.pins);
  const files = await givenFiles(positionals);
  if (!files) throw new AskedWrongly("there is no agreement to check");
  return { ...files, known, acceptDemo: values["accept-demo"] };
}

/** The pages are drawn again only where everything else holds. */
async function pagesOf(bytes: Buffer, report: SealedReport): Promise<void> {
  const [{ drawAgain }, { agreement }, { openFonts }, { edition }] = await Promise.all([
    import("./drawAgain.ts"),
    import("../papers/forms/agreement.ts"),
    import("../papers/fonts.ts"),
    import("../papers/edition.ts"),
  ]);
  const fonts = openFonts();
  const draw = (paper: AgreementPaper) => agreement.draw(fonts, paper);
  const ok = await drawAgain(bytes, report, { draw, edition: edition() });
  if (ok === null) report.unproved.push("pages");
  else report.checks.push({ code: "pages", ok });
  report.valid &&= ok !== false;
  report.record = recordBeside(report.valid, report.record);
}

/** Nobody should take another file for the one that was checked. */
const about = (what: string, { where, bytes }: GivenFile): string[] => [
  `${what.padEnd(14)}${where}`,
  `  SHA-256     ${hashOf(bytes)}`,
];

const say = (lines: string[]) => console.log(lines.map(visible).join("\n"));

/** What ends the check before it begins. */
function refuse(error: Error): never {
  if (error instanceof Refused)
    say([
      `FAILED this is the package as it was downloaded, or unpacked: ${error.message}`,
      REFUSED,
    ]);
  else console.error([`asked wrongly: ${error.message}`, USAGE].map(visible).join("\n"));
  process.exit(error instanceof Refused ? EXIT["not-valid"] : ASKED_WRONGLY);
}

/** What cannot be told does not hold. */
const unproved = (error: Error): { outcome: Outcome; lines: string[] } => ({
  outcome: "not-valid",
  lines: [
    `FAILED the check came to its end: ${error.message}`,
    "NOT VALID: do not rely on this file",
  ],
});

async function proofsOf({
  agreement,
  record,
  known,
}: Awaited<ReturnType<typeof asked>>): Promise<SealedReport> {
  const report = await verifySealed(agreement.bytes, { pins: known.pins, record: record?.bytes });
  if (report.valid) await pagesOf(agreement.bytes, report);
  return report;
}

const ask = await asked().catch(refuse);
const { agreement, record, others, known, acceptDemo } = ask;

say([
  ...about("agreement", agreement),
  ...(record ? about("record", record) : []),
  `trusted       ${known.from}`,
]);

const { outcome, lines } = await proofsOf(ask).then(
  (report) => explain(report, { acceptDemo, others }),
  unproved,
);

say(lines);
process.exitCode = EXIT[outcome];
