import { numberLine } from "../caseNumber.ts";
import { relationOf } from "../capacity.ts";
import type { FiledForm } from "../filedForm.ts";
import { issuedBy, RECORDED } from "../issuedBy.ts";
import { moment } from "../moment.ts";
import { openPaper } from "../openPaper.ts";
import { head, table } from "../table.ts";

/** Times in ISO 8601. */
export type IdentityPaper = {
  organisation: string;
  caseCode: string;
  at: string;
  demo: boolean;
  people: {
    name: string;
    party: string;
    relation: string;
    idKind: string;
    idMask: string;
    checkedBy: string;
    method: string;
    at: string;
  }[];
};

const ID_KINDS: Record<string, string> = {
  "resident-id": "居民身份证",
  passport: "护照",
  "company-code": "统一社会信用代码",
};

const METHODS: Record<string, string> = { video: "视频核对", "in-person": "当面核对" };
const COLUMNS = ["当事人", "核验对象", "证件种类", "证件号（部分隐去）", "核验人、方式、时间"];

/** 身份核验记录: who was known how. ID numbers masked; the court sees the originals in its own check. */
export const identity: FiledForm<"identity", IdentityPaper> = {
  name: "identity",
  title: "身份核验记录",

  gather: ({ organisation, row, content, people, nameOf }, demo) => ({
    organisation: organisation.name,
    caseCode: row.code,
    at: content.preparedAt,
    demo,
    people: people.flatMap((person) => {
      if (!person.verified_at) return [];
      return {
        name: person.name,
        party: nameOf(person.party_id),
        relation: relationOf(person.capacity),
        idKind: ID_KINDS[person.id_kind ?? ""] ?? "",
        idMask: person.id_mask ?? "",
        checkedBy: person.verified_by ?? "",
        method: METHODS[person.verified_method ?? ""] ?? "",
        at: person.verified_at.toISOString(),
      };
    }),
  }),
  signers: () => [],

  async draw(fonts, paper) {
    const sheet = openPaper(fonts, {
      ...paper,
      title: identity.title,
      author: paper.organisation,
    });
    numberLine(sheet, paper.caseCode);
    const rows = paper.people.map((one) => [
      { text: one.party },
      { text: `${one.name}（${one.relation}）` },
      { text: one.idKind },
      { text: one.idMask },
      { text: `${one.checkedBy}　${one.method}　${moment(one.at)}` },
    ]);
    table(sheet, [17, 17, 16, 26, 24], rows, { head: COLUMNS.map(head), size: 10.5 });
    sheet.space(6);
    issuedBy(sheet, paper, RECORDED);
    return sheet.finish();
  },
};
