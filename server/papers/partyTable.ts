import type { PaperParty } from "../../shared/agreements/agreement.ts";
import { inChinese } from "../../shared/day.ts";
import { authorityInWords } from "./capacity.ts";
import type { Sheet } from "./sheet.ts";
import { type Cell, head, table } from "./table.ts";

/** Who a party of the agreement is, with its agents: one table. */
export function partyTable(sheet: Sheet, party: PaperParty): void {
  const own = party.kind === "person" ? personRows(party) : companyRows(party);
  const rows = [...own, ...agentRows(party)];
  table(sheet, [19, 28, 19, 11, 10, 13], rows, { size: 11.5, together: true });
}

function personRows(party: PaperParty): Cell[][] {
  const { title, name, sex, nation } = party;
  const born = party.birth ? inChinese(party.birth) : "";
  return [
    [head(title), { text: name }, head("性别"), { text: sex }, head("民族"), { text: nation }],
    [head("出生年月日"), { text: born }, head("联系方式"), { text: party.phoneMask, span: 3 }],
    [
      head("身份证件号"),
      { text: party.idMask },
      head("职业或职务"),
      { text: party.occupation, span: 3 },
    ],
    [head("单位或住址"), { text: party.address, span: 5 }],
  ];
}

function companyRows(party: PaperParty): Cell[][] {
  const { name = "", position = "" } = party.legalRepresentative ?? {};
  return [
    [head(party.title), { text: party.name, span: 5 }],
    [
      head("社会信用代码"),
      { text: party.idMask },
      head("联系方式"),
      { text: party.phoneMask, span: 3 },
    ],
    [head("法定代表人"), { text: name }, head("职务"), { text: position, span: 3 }],
    [head("地址"), { text: party.address, span: 5 }],
  ];
}

const agentRows = ({ agents }: PaperParty): Cell[][] =>
  agents.map(({ name, firm, authority }) => [
    head("委托代理人"),
    { text: name },
    head("单位及权限"),
    { text: `${firm}，${authorityInWords(authority)}`, span: 3 },
  ]);
