import { authorityInWords } from "../capacity.ts";
import { numberLine } from "../caseNumber.ts";
import type { FiledForm } from "../filedForm.ts";
import { issuedBy, RECORDED } from "../issuedBy.ts";
import { openPaper } from "../openPaper.ts";
import { head, table } from "../table.ts";

/** `at` in ISO 8601. */
export type AuthorityPaper = {
  organisation: string;
  caseCode: string;
  at: string;
  demo: boolean;
  agents: { name: string; firm: string; party: string; authority: string }[];
};

const NOBODY = "本案各方当事人由本人或者法定代表人参加，没有委托代理人。";
const MAY = "（含承认、变更、放弃请求，和解，签署协议）";
const COLUMNS = ["委托人", "代理人", "单位", "代理权限"];

/** 授权情况说明. */
export const authority: FiledForm<"authority", AuthorityPaper> = {
  name: "authority",
  title: "授权情况说明",

  gather: ({ organisation, row, content, people, nameOf }, demo) => ({
    organisation: organisation.name,
    caseCode: row.code,
    at: content.preparedAt,
    demo,
    agents: people
      .filter((person) => person.capacity === "agent")
      .map((person) => ({
        name: person.name,
        firm: person.firm,
        party: nameOf(person.party_id),
        authority: person.authority ?? "general",
      })),
  }),
  signers: () => [],

  async draw(fonts, paper) {
    const sheet = openPaper(fonts, {
      ...paper,
      title: authority.title,
      author: paper.organisation,
    });
    numberLine(sheet, paper.caseCode);
    const rows = paper.agents.map((one) => [
      { text: one.party },
      { text: one.name },
      { text: one.firm },
      { text: `${authorityInWords(one.authority)}${one.authority === "special" ? MAY : ""}` },
    ]);
    if (rows.length === 0) sheet.paragraph(NOBODY);
    else table(sheet, [24, 20, 32, 24], rows, { head: COLUMNS.map(head), size: 11 });
    sheet.space(6);
    issuedBy(sheet, paper, RECORDED);
    return sheet.finish();
  },
};
