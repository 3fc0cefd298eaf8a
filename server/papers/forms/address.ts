import { CAUSES } from "../../../shared/cases/causes.ts";
import { numberLine } from "../caseNumber.ts";
import { relationOf } from "../capacity.ts";
import type { FiledForm } from "../filedForm.ts";
import { moment } from "../moment.ts";
import { openPaper } from "../openPaper.ts";
import type { Sheet } from "../sheet.ts";
import { head, table } from "../table.ts";

/** Times in ISO 8601. */
export type AddressPaper = {
  caseCode: string;
  /** 案由. */
  cause: string;
  at: string;
  demo: boolean;
  people: {
    name: string;
    party: string;
    relation: string;
    idMask: string;
    address: string;
    phone: string;
    email: string;
    electronic: boolean;
    at: string;
  }[];
};

const NOTICE = [
  "告知：为便于及时收到调解和法院文书，请如实填写送达地址。",
  "填写不准确、变更后未及时告知，导致文书未能收到的，文书退回之日视为送达之日。",
  "同意电子送达的，裁定书等文书也可以电子方式送达，",
  "并可要求提供纸质文书（民事诉讼法第九十条）。",
].join("");

/** 送达地址确认书. */
export const address: FiledForm<"address", AddressPaper> = {
  name: "address",
  title: "送达地址确认书",

  gather: ({ row, content, people, nameOf }, demo) => ({
    caseCode: row.code,
    cause: CAUSES[row.kind],
    at: content.preparedAt,
    demo,
    people: people.flatMap((person) => {
      if (!person.address_at) return [];
      return {
        name: person.name,
        party: nameOf(person.party_id),
        relation: relationOf(person.capacity),
        idMask: person.id_mask ?? "",
        address: person.service_address ?? "",
        phone: person.service_phone ?? "",
        email: person.service_email ?? "",
        electronic: person.electronic_service ?? false,
        at: person.address_at.toISOString(),
      };
    }),
  }),
  signers: ({ people }) =>
    people.flatMap(({ name, address_at: at }) => {
      return at ? { name, at: at.toISOString() } : [];
    }),

  async draw(fonts, paper) {
    const author = paper.people.map((one) => one.name).join("、");
    const sheet = openPaper(fonts, { ...paper, title: address.title, author });
    numberLine(sheet, paper.caseCode);
    sheet.paragraph(`案由：${paper.cause}`, { size: 12, indent: false });
    sheet.paragraph(NOTICE, { size: 12 });
    for (const one of paper.people) personTable(sheet, one);
    return sheet.finish();
  },
};

function personTable(sheet: Sheet, one: AddressPaper["people"][number]): void {
  const who = `${one.name}（${one.relation}）`;
  const said = `本人已阅读告知内容，保证以上信息准确、有效。　${one.name}　${moment(one.at)} 在线确认`;
  const electronic = one.electronic ? "同意" : "不同意";
  table(
    sheet,
    [22, 34, 16, 28],
    [
      [head("受送达人"), { text: one.party }, head("确认人"), { text: who }],
      [head("确认人证件号"), { text: one.idMask }, head("联系电话"), { text: one.phone }],
      [head("送达地址"), { text: one.address, span: 3 }],
      [head("是否同意电子送达"), { text: electronic }, head("电子邮箱"), { text: one.email }],
      [head("确认"), { text: said, span: 3 }],
    ],
    { together: true },
  );
  sheet.space(10);
}
