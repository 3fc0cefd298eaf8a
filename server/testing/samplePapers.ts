import type {
  AgreementContent,
  Evidence,
  SignatureRecord,
  Stroke,
} from "../../shared/agreements/agreement.ts";
import { copiesOf } from "../../shared/agreements/copies.ts";
import { recordFor } from "../../shared/agreements/record.ts";
import { emptyFields } from "../../shared/drafting/clause.ts";
import {
  callsFor,
  type FrozenClause,
  linesOf,
  sentenceOf,
} from "../../shared/drafting/sentence.ts";
import { qrOf } from "../agreements/paperOf.ts";
import type { ApplicationContent } from "../../shared/confirmation/applicationContent.ts";
import type { Forms } from "../papers/forms/index.ts";

/** How big a made-up case is: every paper of it is drawn from these. */
export type Size = {
  parties: number;
  /** Characters of a person's name; companies and firms are longer. */
  name: number;
  address: number;
  agents: number;
  instalments: number;
  amountFen: number;
  clauses: number;
  signed: boolean;
};

export const SMALL: Size = {
  parties: 2,
  name: 3,
  address: 18,
  agents: 0,
  instalments: 0,
  amountFen: 1_459_900,
  clauses: 2,
  signed: true,
};

const NAMES = "欧阳闻人卫龑谷梁书喆慕容云川端木清源司徒明远𠀋";
const PLACES = "云江市东浦区梧桐街道长宁路青石巷一百二十八弄幸福里小区";

const repeat = (words: string, length: number, from = 0) => {
  const chars = [...words];
  return Array.from({ length }, (_, index) => chars[(index + from) % chars.length]).join("");
};

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 3, 0, seconds)).toISOString();

const STROKES: Stroke[] = [
  Array.from(
    { length: 24 },
    (_, step) => [20 + step * 9, 60 + Math.sin(step / 2) * 40] as [number, number],
  ),
  Array.from({ length: 12 }, (_, step) => [80 + step * 5, 10 + step * 9] as [number, number]),
];

const CASE = "(2026)云东梧人调字第128号";
const CODE = "7KQM-3PMU-9XTR";
const HASH = "9fcd22a1b0e34f5d".repeat(4);
const DAY = "2026-12-15";
const ORGANISATION = "云江市东浦区梧桐街道人民调解委员会";
const COURT = "云江市东浦区人民法院";
const ORDER = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

export function samplePapers(size: Size): Forms {
  const content = contentOf(size);
  const records = recordsOf(content);
  const evidence = {
    effectiveAt: at(90),
    sealedAt: at(90),
    signatures: records,
    contentHash: HASH,
    pdfHash: HASH,
  } as unknown as Evidence;
  const common = { caseCode: CASE, at: at(90), demo: true };
  const people = content.parties.map(({ name, idMask, legalRepresentative: head }) => ({
    party: name,
    ...(head ? { name: head.name, relation: "法定代表人" } : { name, relation: "本人" }),
    idMask: head ? "330102********5678" : idMask,
    at: at(1),
  }));
  return {
    agreement: {
      content,
      contentHash: HASH,
      verifyUrl: `https://yuntiao.example/verify/${CODE}`,
      qr: qrOf(`https://yuntiao.example/verify/${CODE}`),
      demo: true,
      sealed: size.signed
        ? {
            signatures: records.map((one) => recordFor("party", one)),
            evidence,
            canonical: "{}",
            statement: "{}",
            frozen: new Uint8Array(),
          }
        : null,
    },
    record: {
      ...common,
      organisation: ORGANISATION,
      code: CODE,
      contentHash: HASH,
      pdfHash: HASH,
      frozenAt: at(0),
      sealedAt: at(90),
      effectiveAt: at(90),
      signatures: records,
      salt: "0".repeat(64),
    },
    application: {
      content: applicationOf(content),
      contentHash: HASH,
      demo: true,
      signatures: records.flatMap((one) =>
        one.partyId === null ? [] : { ...one, partyId: one.partyId },
      ),
    },
    "mediation-proof": {
      ...common,
      organisation: ORGANISATION,
      acceptedOn: "2026-11-02",
      parties: content.parties.map((party) => party.name),
      mediator: content.mediator.name,
      agreementCode: CODE,
      effectiveDay: "2026-11-21",
    },
    address: {
      ...common,
      cause: "合同纠纷",
      people: people.map((one, index) => ({
        ...one,
        address: content.parties[index]?.address ?? "",
        phone: "13800002671",
        email: `a-rather-long-mailbox.${index}@mail.example.com`,
        electronic: index % 2 === 0,
      })),
    },
    identity: {
      ...common,
      organisation: ORGANISATION,
      people: people.map((one) => ({
        ...one,
        idKind: "居民身份证",
        checkedBy: content.mediator.name,
        method: "视频核对原件",
      })),
    },
    authority: {
      ...common,
      organisation: ORGANISATION,
      agents: content.parties.flatMap((party) =>
        party.agents.map((agent) => ({ ...agent, party: party.name })),
      ),
    },
  };
}

const applicationOf = (content: AgreementContent): ApplicationContent => ({
  schema: "yuntiao/application/1",
  caseCode: CASE,
  court: COURT,
  revision: 1,
  applicationId: "a",
  agreementCode: CODE,
  agreementHash: HASH,
  copies: content.copies,
  effectiveDay: "2026-11-21",
  deadline: "2026-12-21",
  organisation: ORGANISATION,
  mediator: content.mediator.name,
  preparedAt: at(95),
  applicants: content.parties.map((party) => ({
    partyId: party.id,
    name: party.name,
    kind: party.kind,
    sex: party.sex,
    birth: party.birth,
    nation: party.nation,
    idMask: party.idMask,
    address: party.address,
    phone: party.phoneMask,
    legalRepresentative: party.legalRepresentative?.name ?? "",
    agents: party.agents,
  })),
  facts: content.facts,
  roles: content.parties.map(({ id, title }) => ({ partyId: id, title })),
  terms: content.clauses.map((clause) => linesOf(clause).join("\n")),
});

function contentOf(size: Size): AgreementContent {
  const parties = Array.from({ length: size.parties }, (_, index) => partyOf(size, index));
  const clauses = clausesOf(size, parties);
  return {
    schema: "yuntiao/agreement/2",
    agreementId: "v",
    version: 1,
    epoch: 1,
    caseCode: CASE,
    code: CODE,
    frozenAt: at(0),
    organisation: { id: "o", name: ORGANISATION, district: "云江市东浦区" },
    mediator: { id: "m", name: "谷梁书" },
    parties,
    facts: `${parties[0]?.name}与${parties[1]?.name}于2025年9月16日签订《住宅室内装饰装修合同》（合同编号：BN-2025-0916），总价186,000.00元。完工后双方对渗漏部位的返工与尾款发生争议，故申请调解。`,
    disputed: "返工责任与尾款37,200.00元是否支付。",
    clauses,
    copies: copiesOf(clauses, parties.length),
  };
}

function partyOf(size: Size, index: number): AgreementContent["parties"][number] {
  const company = index % 2 === 1;
  const side = index < size.parties / 2 ? "申请人" : "被申请人";
  const name =
    company && size.name > 4
      ? `${repeat("云江市宏远建设工程集团股份", size.name - 4)}有限公司`
      : repeat(NAMES, size.name, index * 3);
  return {
    id: `p${index}`,
    title: size.parties > 2 ? `${side}${ORDER[index]}（连带责任）` : side,
    kind: company ? "company" : "person",
    name,
    idMask: company ? "91330102MA2800AB3C" : "330102********1234",
    sex: company ? "" : "女",
    birth: company ? "" : "1987-03-05",
    nation: company ? "" : "维吾尔族",
    occupation: company ? "" : "小学教师",
    phoneMask: "138****2671",
    address: repeat(PLACES, size.address, index),
    legalRepresentative: company
      ? { name: repeat(NAMES, Math.min(size.name, 20), index), position: "执行董事兼总经理" }
      : null,
    agents: Array.from({ length: size.agents }, (_, agent) => ({
      name: repeat(NAMES, size.name, agent + 7),
      firm: `${repeat("云江正和", Math.max(size.name, 4))}律师事务所`,
      authority: agent % 2 ? "general" : "special",
    })),
  };
}

function clausesOf(size: Size, parties: AgreementContent["parties"]): FrozenClause[] {
  const fields = {
    ...emptyFields,
    payer: parties.at(-1)?.id ?? null,
    payee: parties[0]?.id ?? null,
    amountFen: size.amountFen,
    dueDate: DAY,
    account: "户名某某，开户行云江银行东浦支行，账号6222 0212 3456 7890 123",
    plan: Array.from({ length: size.instalments }, (_, row) => ({
      amountFen:
        Math.floor(size.amountFen / size.instalments) +
        (row === 0 ? size.amountFen % size.instalments : 0),
      dueDate: `${2027 + Math.floor(row / 12)}-${String((row % 12) + 1).padStart(2, "0")}-15`,
    })),
  };
  const payment = { id: "c0", kind: "payment" as const, paragraphs: [], fields };
  return [
    { ...payment, sentence: sentenceOf(payment, callsFor(parties)) },
    ...Array.from(
      { length: size.clauses - 1 },
      (_, index): FrozenClause => ({
        id: `c${index + 1}`,
        kind: "free",
        paragraphs: [
          `${parties[0]?.name}应于2026年12月31日（含当日）前完成主卫生间的防水返工，验收以48小时蓄水试验不渗漏为准。`,
        ],
        fields: emptyFields,
      }),
    ),
  ];
}

function recordsOf(content: AgreementContent): SignatureRecord[] {
  const base = {
    level: "code-and-drawing",
    contentHash: HASH,
    pdfHash: HASH,
    ip: "203.0.113.7",
    device: "Mozilla/5.0 (Linux; Android 14)",
  };
  const statement = "本人已逐条阅读并理解协议内容，自愿签署。";
  const identity = "居民身份证，视频核对原件";
  const parties = content.parties.map((party, index): SignatureRecord => {
    const agent = party.agents[0];
    const signer = agent?.name ?? party.legalRepresentative?.name ?? party.name;
    return {
      ...base,
      id: `s${index}`,
      role: "party",
      signer,
      partyId: party.id,
      partyTitle: party.title,
      capacity: agent ? "agent" : party.kind === "company" ? "legal-representative" : "self",
      onBehalfOf: signer === party.name ? null : party.name,
      statement,
      identity,
      at: at(index + 1),
      strokes: index % 3 === 2 ? [] : STROKES,
      typedName: index % 3 === 2 ? signer : null,
    };
  });
  return [
    ...parties,
    {
      ...base,
      id: "m",
      role: "mediator",
      signer: content.mediator.name,
      partyId: null,
      partyTitle: "人民调解员",
      capacity: "mediator",
      onBehalfOf: null,
      statement,
      identity,
      at: at(60),
      strokes: STROKES,
      typedName: null,
    },
  ];
}
