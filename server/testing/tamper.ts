import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PDF, type Signer } from "@libpdf/core";
import { drawAgain } from "../agreements/drawAgain.ts";
import { type Sealing, sealedPaper } from "../agreements/paperOf.ts";
import { type SealedReport, verifySealed } from "../agreements/verifySealed.ts";
import { fingerprintOf } from "../agreements/certificate.ts";
import { edition } from "../papers/edition.ts";
import { openKeys } from "../storage/keys.ts";
import { anAuthority, aSigner } from "./certificates.ts";
import { aSealing, aText, draw, drawnSealing, sealedBy } from "./sealedPapers.ts";
import type { Dice } from "./dice.ts";

const OWN_NAME = "CN=梧桐街道人民调解委员会,O=云江市东浦区,C=CN";
const AUTHORITY = "CN=某某电子认证根证书,O=某某电子认证,C=CN";
const SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
const HOUR = 3_600_000;
const MADE_ANEW = "everything made anew for another text";

export type Tamper = { name: string; make: (roll: Dice) => Promise<Buffer> };

/**
 * A real sealed paper, another of the same organisation, and every way to make a wrong one of them
 * that we know.
 */
export async function openForge() {
  const folder = mkdtempSync(path.join(tmpdir(), "yt-forge-"));
  const keys = openKeys(path.join(folder, "ours"));
  const theirKeys = openKeys(path.join(folder, "theirs"));
  rmSync(folder, { recursive: true, force: true });
  const authority = await anAuthority(AUTHORITY);
  const own = await aSigner(authority, OWN_NAME);
  const certificates = (signer: Signer) => [signer.certificate, ...(signer.certificateChain ?? [])];
  const paper = await aSealing(keys, certificates(own), aText(1));
  const other = await aSealing(keys, certificates(own), aText(2));
  const drawn = await drawnSealing(paper);
  const sealed = await sealedBy(own, drawn, paper);
  const otherSealed = await sealedBy(own, await drawnSealing(other), other);
  const trust = { pins: [fingerprintOf(own.certificate)] };

  /** All that the command proves. */
  async function verify(bytes: Buffer): Promise<SealedReport> {
    const report = await verifySealed(bytes, trust);
    if (!report.valid) return report;
    const ok = await drawAgain(bytes, report, { draw, edition: edition() });
    if (ok === null) report.unproved.push("pages");
    else report.checks.push({ code: "pages", ok });
    return { ...report, valid: ok !== false };
  }

  /** The true paper under a certificate that is made out to this name. */
  async function sealedFor(name: string) {
    const signer = await aSigner(authority, name);
    const sealing = await aSealing(keys, certificates(signer), aText(1));
    return {
      bytes: await sealedBy(signer, await drawnSealing(sealing), sealing),
      trust: { pins: [fingerprintOf(signer.certificate)] },
    };
  }
  const forgers = await forgersBeside(authority);
  const altered = await alterations(paper, other, drawn);
  const remade = await aSealing(theirKeys, certificates(own), {
    ...aText(1),
    facts: "双方再无争议。",
  });
  altered[MADE_ANEW] = await drawnSealing(remade);

  const tampers = [
    ...unsigned(sealed, otherSealed, drawn),
    ...byForgers(forgers, { paper, altered, drawn, sealed }),
    ...byOwner(own, { paper, altered, drawn }),
  ];
  /** The same paper under an elliptic key of the organisation, by a signer made of it. */
  async function onCurve(curve: string, change: (signer: Signer) => Signer) {
    const signer = await aSigner(authority, OWN_NAME, { curve });
    const sealing = await aSealing(keys, certificates(signer), aText(1));
    const bytes = await sealedBy(change(signer), await drawnSealing(sealing), sealing);
    return { bytes, trust: { pins: [fingerprintOf(signer.certificate)] } };
  }
  return {
    onCurve,
    sealedFor,
    sealed,
    record: paper.record,
    otherRecord: other.record,
    verify,
    tampers,
    trust,
    own,
    forgers,
  };
}

/** Who can seal a paper with a key that is not the organisation's. */
async function forgersBeside(
  authority: Awaited<ReturnType<typeof anAuthority>>,
): Promise<Record<string, Signer>> {
  const twin = await anAuthority(AUTHORITY);
  return {
    "an authority and a leaf of the same names": await aSigner(twin, OWN_NAME),
    "another customer of the same authority": await aSigner(
      authority,
      "CN=某某贸易有限公司,O=某某贸易,C=CN",
      { serialNumber: "0a" },
    ),
    "the same name under the same authority": await aSigner(authority, OWN_NAME, {
      serialNumber: "0b",
    }),
    "a web server's certificate of the same authority": await aSigner(
      authority,
      "CN=www.example.com",
      { uses: [SERVER_AUTH] },
    ),
    "an expired certificate": await aSigner(twin, OWN_NAME, {
      to: new Date("2021-01-01T00:00:00Z"),
    }),
    "a certificate that may only encrypt": await aSigner(twin, OWN_NAME, { usages: 32 }),
    "an authority's own certificate": await aSigner(twin, OWN_NAME, { isAuthority: true }),
  };
}

/** The same, sealed an hour or up to a thousand later. */
const later = (sealing: Sealing, roll: Dice): Sealing => ({
  ...sealing,
  statement: {
    ...sealing.statement,
    sealedAt: new Date(Date.parse(sealing.statement.sealedAt) + roll(1000) * HOUR).toISOString(),
  },
});

type Bytes = Record<"drawn" | "sealed", Buffer>;
type Altered = { paper: Sealing; altered: Record<string, Buffer> };

/**
 * Every altered paper and the true one under every foreign seal, and a foreign seal beside the true
 * one.
 */
function byForgers(
  forgers: Record<string, Signer>,
  { paper, altered, drawn, sealed }: Altered & Bytes,
): Tamper[] {
  const tampers: Tamper[] = [];
  for (const [forger, signer] of Object.entries(forgers)) {
    for (const [what, bytes] of Object.entries({ ...altered, "the true paper": drawn }))
      tampers.push({
        name: `${what}, sealed by ${forger}`,
        make: (roll) => sealedBy(signer, bytes, later(paper, roll)),
      });
    tampers.push({
      name: `a second seal by ${forger}`,
      make: (roll) => sealTwice(sealed, signer, roll),
    });
  }
  return tampers;
}

/**
 * What somebody with the organisation's own key could do; making everything anew is the
 * organisation's own word.
 */
function byOwner(own: Signer, { paper, altered, drawn }: Altered & Pick<Bytes, "drawn">): Tamper[] {
  const alterations = Object.entries(altered).filter(([what]) => what !== MADE_ANEW);
  return [
    ...alterations.map(([what, bytes]) => ({
      name: `${what}, sealed with the organisation's own key`,
      make: () => sealedBy(own, bytes, paper),
    })),
    {
      name: "the true paper sealed at another time",
      make: (roll) =>
        sealedBy(
          own,
          drawn,
          later(paper, (n) => 1 + roll(n - 1)),
        ),
    },
  ];
}

async function sealTwice(sealed: Buffer, signer: Signer, roll: Dice): Promise<Buffer> {
  const pdf = await PDF.load(new Uint8Array(sealed));
  const again = await pdf.sign({
    signer,
    fieldName: `Second${roll(1000)}`,
    level: "B-B",
    signingTime: new Date(Date.UTC(2026, 11, 3)),
  });
  return Buffer.from(again.bytes);
}

/** Papers drawn otherwise than the product would, before any seal. */
async function alterations(
  paper: Sealing,
  other: Sealing,
  drawn: Buffer,
): Promise<Record<string, Buffer>> {
  const form = sealedPaper(paper);
  const { content, evidence } = paper;
  const redraw = async (change: Partial<NonNullable<typeof form.sealed>>, shown = content) => {
    if (!form.sealed) throw new Error("not sealed");
    return (await draw({ ...form, content: shown, sealed: { ...form.sealed, ...change } })).bytes;
  };
  const amount = { ...content, clauses: other.content.clauses };
  const files = await PDF.load(new Uint8Array(drawn));
  files.attachments.remove("statement.json");
  files.attachments.remove("frozen.pdf");
  const more = await PDF.load(new Uint8Array(drawn));
  more.attachments.add("agreement-2.json", new TextEncoder().encode(other.canonical));
  return {
    "a changed amount on the page, data unchanged": await redraw({}, amount),
    "a blank page, data unchanged": await redraw({}, { ...content, clauses: [] }),
    "a changed text attached": await redraw({ canonical: other.canonical }),
    "attachments swapped": await redraw({
      canonical: JSON.stringify(evidence),
      evidence: { ...JSON.parse(paper.canonical), ...evidence },
    }),
    "an attachment more": Buffer.from(await more.save()),
    "no statement and no frozen paper": Buffer.from(await files.save()),
    "another paper's statement": await redraw({ statement: other.statementText }),
    "another frozen paper": await redraw({ frozen: other.frozen }),
    "another paper's audit head": await redraw({
      evidence: {
        ...evidence,
        auditHead: other.evidence.auditHead,
        ...(other.evidence.auditLine && { auditLine: other.evidence.auditLine }),
      },
    }),
    "another's records of signatures": await redraw({
      evidence: { ...evidence, signatures: other.signatures },
    }),
    "one signature missing": await redraw({
      evidence: { ...evidence, signatures: evidence.signatures.slice(1) },
    }),
    "a later time of effect": await redraw({
      evidence: { ...evidence, effectiveAt: "2027-01-01T00:00:00.000Z" },
    }),
    "a page's content replaced by an update": update(drawn, (page) => [
      [page.contents, stream("0.9 g 0 0 600 850 re f")],
    ]),
    "a layer that can be hidden": update(drawn, (page) => [
      [page.contents, stream("/OC /L1 BDC 0 g 90 500 300 40 re f EMC")],
      [
        page.root,
        page.rootText.replace("<<", "<< /OCProperties << /OCGs [] /D << /Order [] >> >>"),
      ],
    ]),
  };
}

const stream = (text: string) => `<< /Length ${text.length} >>\nstream\n${text}\nendstream`;
type Place = { contents: number; root: number; rootText: string };

/**
 * An incremental update as any editor writes it: new bodies for some objects, and a table that
 * points to them.
 */
function update(bytes: Buffer, change: (place: Place) => [number, string][]): Buffer {
  const text = bytes.toString("latin1");
  const last = (pattern: RegExp) => [...text.matchAll(pattern)].at(-1)?.[1] ?? "0";
  const root = Number(last(/\/Root (\d+) 0 R/g));
  const contents = Number(
    /\/Type \/Page\b[^s][\s\S]{0,400}?\/Contents (\d+) 0 R/.exec(text)?.[1] ??
      /\/Contents (\d+) 0 R/.exec(text)?.[1],
  );
  const rootText =
    new RegExp(`\\n${root} 0 obj\\n([\\s\\S]*?)\\nendobj`).exec(text)?.[1] ?? "<< >>";
  let out = text;
  const table = change({ contents, root, rootText }).map(([id, body]) => {
    const at = out.length;
    out += `\n${id} 0 obj\n${body}\nendobj\n`;
    return `${id} 1\n${String(at + 1).padStart(10, "0")} 00000 n \n`;
  });
  const at = out.length;
  const tail = `/Size ${last(/\/Size (\d+)/g)} /Root ${root} 0 R /Prev ${last(/startxref\s+(\d+)/g)}`;
  out += `xref\n${table.join("")}trailer\n<< ${tail} >>\nstartxref\n${at}\n%%EOF\n`;
  return Buffer.from(out, "latin1");
}

type Make = [string, (roll: Dice) => Buffer];

/** What anybody can do to the file without a key. */
const unsigned = (sealed: Buffer, other: Buffer, drawn: Buffer): Tamper[] =>
  [...toThePages(sealed, drawn), ...toTheSeal(sealed, other)].map(([name, make]) => ({
    name,
    make: async (roll) => make(roll),
  }));

function toThePages(sealed: Buffer, drawn: Buffer): Make[] {
  return [
    [
      "bytes appended",
      (roll) => Buffer.concat([sealed, Buffer.alloc(1 + roll(400), [10, 32, 37, 0][roll(4)])]),
    ],
    ["cut off", (roll) => sealed.subarray(0, sealed.length - 1 - roll(sealed.length - 10))],
    ["the seal taken off", () => drawn],
    ["the first bytes gone", (roll) => sealed.subarray(1 + roll(100))],
    [
      "a page changed by an update",
      (roll) =>
        update(sealed, (page) => [[page.contents, stream(`${roll(9)} g 0 0 600 850 re f`)]]),
    ],
    [
      "a hidden layer by an update",
      (roll) =>
        update(sealed, (page) => [
          [
            page.root,
            page.rootText.replace("<<", `<< /OCProperties << /OCGs [] /D << /N ${roll(99)} >> >>`),
          ],
        ]),
    ],
  ];
}

function toTheSeal(sealed: Buffer, other: Buffer): Make[] {
  const hole = (bytes: Buffer) => {
    const [, first, second] = /\/ByteRange \[0 (\d+) +(\d+)/.exec(bytes.toString("latin1")) ?? [];
    return { from: Number(first), to: Number(second) };
  };
  const mine = hole(sealed);
  const theirs = hole(other);
  const structure =
    4 + Number.parseInt(sealed.toString("latin1", mine.from + 5, mine.from + 9), 16);
  const copy = (change: (bytes: Buffer) => void) => {
    const bytes = Buffer.from(sealed);
    change(bytes);
    return bytes;
  };
  return [
    [
      "another paper's seal",
      (roll) =>
        copy((bytes) =>
          other.copy(
            bytes,
            mine.from + 1 + roll(1),
            theirs.from + 1,
            theirs.from + 1 + mine.to - mine.from - 2,
          ),
        ),
    ],
    [
      "padding that is not zeros",
      (roll) =>
        copy((bytes) =>
          bytes.write(
            "A",
            mine.from + 1 + structure * 2 + roll(mine.to - mine.from - structure * 2 - 3),
          ),
        ),
    ],
    [
      "letters of the seal in lower case",
      (roll) =>
        copy((bytes) => {
          const at = mine.from + 1 + roll(structure);
          bytes.write(bytes.toString("latin1", at, at + 400).toLowerCase(), at);
        }),
    ],
    [
      "a piece of another paper",
      (roll) => {
        const at = roll(Math.min(sealed.length, other.length) - 600);
        const bytes = copy((mutable) => other.copy(mutable, at, at, at + 64 + roll(500)));
        return bytes.equals(sealed) ? Buffer.concat([sealed, Buffer.from("\n")]) : bytes;
      },
    ],
    [
      "two places of a signature",
      (roll) => Buffer.concat([sealed, Buffer.from(`\n/ByteRange [0 ${roll(999)} 0 0]`)]),
    ],
    [
      "a hole that is wider",
      (roll) => {
        const text = sealed.toString("latin1");
        const wider = text.replace(
          /(\/ByteRange \[0 )(\d+)/,
          (_all, head: string, first: string) => head + String(Number(first) - 1 - roll(50)),
        );
        return Buffer.from(wider, "latin1");
      },
    ],
  ];
}
