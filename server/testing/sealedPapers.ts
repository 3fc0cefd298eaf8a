import { createHash, sign } from "node:crypto";
import type { Signer } from "@libpdf/core";
import type {
  AgreementContent,
  Evidence,
  SignatureRecord,
  Statement,
} from "../../shared/agreements/agreement.ts";
import { canonicalText } from "../../shared/agreements/canonical.ts";
import { emptyFields } from "../../shared/drafting/clause.ts";
import { edition } from "../papers/edition.ts";
import { openFonts } from "../papers/fonts.ts";
import { agreement, type AgreementPaper } from "../papers/forms/agreement.ts";
import { record as recordForm } from "../papers/forms/record.ts";
import type { Keys } from "../storage/keys.ts";
import { fingerprintOf } from "../agreements/certificate.ts";
import { frozenPaper, type Sealing, sealedPaper, sealWords } from "../agreements/paperOf.ts";
import { placeSeal } from "../agreements/sealer.ts";
import { hashOf, makeStatement } from "../agreements/statement.ts";
import { auditKeyOf } from "../agreements/trust.ts";

const fonts = openFonts();
export const draw = (paper: AgreementPaper) => agreement.draw(fonts, paper);

const person = (id: string, title: string, name: string): AgreementContent["parties"][number] => ({
  id,
  title,
  kind: "person",
  name,
  idMask: "3301**********1234",
  sex: "男",
  birth: "1980-01-01",
  nation: "汉族",
  occupation: "职员",
  phoneMask: "138****0001",
  address: "云江市东浦区梧桐里8幢",
  legalRepresentative: null,
  agents: [],
});

/** One case's text; `n` makes it another case. */
export const aText = (n: number): AgreementContent => ({
  schema: "yuntiao/agreement/2",
  agreementId: `00000000-0000-4000-8000-00000000000${n}`,
  version: 1,
  epoch: 1,
  caseCode: `（2026）云东梧人调字第${n}号`,
  code: `ABCD-EFGH-JKL${n}`,
  frozenAt: "2026-11-21T00:00:00.000Z",
  organisation: { id: "o", name: "云江市东浦区梧桐街道人民调解委员会", district: "云江市东浦区" },
  mediator: { id: "m", name: "谷梁书" },
  parties: [person("a", "申请人", "卫龑"), person("b", "被申请人", "闻人喆")],
  facts: `双方因第${n}号楼漏水发生纠纷。`,
  disputed: "",
  clauses: [
    {
      id: "1",
      kind: "free",
      paragraphs: [`闻人喆向卫龑支付人民币7,20${n}.00元。`],
      fields: emptyFields,
    },
  ],
  copies: 3,
});

const SEALED_AT = "2026-12-02T03:04:05.000Z";

const record = (
  content: AgreementContent,
  role: "party" | "mediator",
  at: number,
  hashes: [string, string],
): SignatureRecord => {
  const party = role === "party" ? content.parties[at] : undefined;
  return {
    id: `s${at}`,
    role,
    signer: party?.name ?? content.mediator.name,
    partyId: party?.id ?? null,
    signerId: `person-${at}`,
    partyTitle: party?.title ?? "人民调解员",
    capacity: party ? "self" : "mediator",
    onBehalfOf: null,
    level: "code-and-drawing",
    statement: "我已阅读协议全文。",
    contentHash: hashes[0],
    pdfHash: hashes[1],
    at: `2026-12-02T03:0${at}:00.000Z`,
    ip: "203.0.113.7",
    device: "Mozilla",
    identity: "证件已由谷梁书视频核对",
    strokes: [
      [
        [100, 100],
        [200, 160],
        [340, 190],
      ],
    ],
    typedName: null,
  };
};

/**
 * Everything of a sealed paper short of its pages: as the product makes it, with the signer's
 * certificates named in it.
 */
export async function aSealing(
  keys: Keys,
  certificates: Uint8Array[],
  content: AgreementContent,
): Promise<Sealing & { record: Buffer }> {
  const canonical = canonicalText(content);
  const contentHash = hashOf(canonical);
  const drawn = { verifyUrl: `https://yuntiao.example/verify/${content.code}`, demo: false };
  const { bytes: frozen } = await draw(frozenPaper(content, contentHash, drawn));
  const hashes: [string, string] = [contentHash, hashOf(frozen)];
  const signatures = [
    record(content, "party", 0, hashes),
    record(content, "party", 1, hashes),
    record(content, "mediator", 2, hashes),
  ];
  const { bytes: recordBytes } = await recordForm.draw(fonts, {
    ...{
      caseCode: content.caseCode,
      organisation: content.organisation.name,
      code: content.code,
      demo: false,
      contentHash,
    },
    ...{
      pdfHash: hashes[1],
      frozenAt: content.frozenAt,
      sealedAt: SEALED_AT,
      effectiveAt: SEALED_AT,
      signatures,
      salt: "0".repeat(64),
    },
  });
  const statement = makeStatement(content, ...hashes, signatures, {
    caseId: `case-${content.code}`,
    sealedAt: SEALED_AT,
    seal: {
      certificates: certificates.map(fingerprintOf),
      demo: false,
      text: "梧桐街道人民调解委员会",
    },
    frozen: { ...drawn, edition: edition() },
    drawnWith: edition(),
    recordHash: hashOf(recordBytes),
  });
  const statementText = canonicalText(statement);
  return {
    content,
    canonical,
    statement,
    statementText,
    evidence: evidenceOf(keys, statement, statementText, signatures),
    signatures,
    frozen,
    record: recordBytes,
  };
}

function evidenceOf(
  keys: Keys,
  statement: Statement,
  statementText: string,
  signatures: SignatureRecord[],
): Evidence {
  const { caseId, contentHash, pdfHash, sealedAt, effectiveAt } = statement;
  const previous = "0".repeat(64);
  const about = { contentHash, statement: hashOf(statementText) };
  const text = canonicalText({
    caseId,
    seq: 1,
    at: sealedAt,
    actor: "调委会",
    actorId: "o",
    event: "agreements/stated",
    about,
  });
  const hash = createHash("sha256").update(`${previous}\n${text}`).digest("hex");
  const signature = sign(
    null,
    Buffer.from(canonicalText({ caseId, seq: 1, hash })),
    keys.auditPrivate,
  ).toString("base64");
  return {
    schema: "yuntiao/evidence/1",
    contentHash,
    pdfHash,
    sealedAt,
    effectiveAt,
    signatures,
    auditHead: { caseId, seq: 1, hash, signature, publicKey: auditKeyOf(keys) },
    auditLine: { previous, text },
  };
}

/** The drawn paper before its seal. */
export const drawnSealing = async (sealing: Sealing): Promise<Buffer> =>
  (await draw(sealedPaper(sealing))).bytes;

export const sealedBy = (signer: Signer, drawn: Uint8Array, sealing: Sealing): Promise<Buffer> =>
  placeSeal(drawn, signer, sealWords(sealing.statement));
