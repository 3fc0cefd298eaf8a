import type { AgreementContent } from "../../shared/agreements/agreement.ts";
import { type Day, inChinese } from "../../shared/day.ts";
import { type Instalment, ordinal } from "../../shared/drafting/clause.ts";
import { byDay, type FrozenClause } from "../../shared/drafting/sentence.ts";
import { inWords, yuan } from "../../shared/money.ts";
import { PITCH } from "./page.ts";
import type { Sheet } from "./sheet.ts";
import { type Cell, head, table } from "./table.ts";

type Party = AgreementContent["parties"][number];

/** How a day is written that something is due until. */
type Until = (day: Day) => string;

/** Writes the clauses of an agreement, numbered, each with its plan of payment. */
export function writeClauses(sheet: Sheet, content: AgreementContent): void {
  const { clauses, parties } = content;
  for (const [index, clause] of clauses.entries()) {
    const nth = ordinal(index + 1);
    writeClause(sheet, parties, clause, nth);
  }
}

function writeClause(sheet: Sheet, parties: Party[], clause: FrozenClause, nth: string): void {
  const own = clause.paragraphs.filter((text) => text.trim());
  const { plan } = clause.fields;
  const numbered = ([first, ...rest]: string[]) => {
    if (first === undefined) return;
    for (const text of [`${nth}、${first}`, ...rest]) sheet.paragraph(text);
  };
  if (clause.sentence) {
    numbered([clause.sentence]);
    if (plan.length > 1) planTable(sheet, plan, nth, byDay);
    for (const text of own) sheet.paragraph(text);
    return;
  }
  numbered(own);
  if (clause.kind !== "payment") return;
  fieldLines(sheet, parties, clause);
  if (plan.length > 0) planTable(sheet, plan, nth, (day) => `${inChinese(day)}前`);
}

/** Fields as texts of schema 1 were signed with them: in lines of their own after the words. */
function fieldLines(sheet: Sheet, parties: Party[], { fields }: FrozenClause): void {
  const nameOf = (id: string | null) => parties.find((party) => party.id === id)?.name ?? "";
  const { payer, payee, amountFen, dueDate, account, plan } = fields;
  const sides = [payer && `付款人：${nameOf(payer)}`, payee && `收款人：${nameOf(payee)}`];
  const facts = [
    sides.filter(Boolean).join("；"),
    amountFen !== null && `金额：人民币${yuan(amountFen)}元（大写：${inWords(amountFen)}）`,
    plan.length === 0 && dueDate && `付款期限：${inChinese(dueDate)}前`,
    account && `收款账户：${account}`,
  ];
  for (const fact of facts.filter(Boolean)) sheet.paragraph(`${fact}。`);
}

function planTable(sheet: Sheet, plan: Instalment[], nth: string, until: Until): void {
  const total = plan.reduce((sum, row) => sum + (row.amountFen ?? 0), 0);
  const rows = plan.map((row, at): Cell[] => [
    { text: String(at + 1), align: "center" },
    { text: yuan(row.amountFen ?? 0), align: "right" },
    { text: inWords(row.amountFen ?? 0) },
    { text: row.dueDate ? until(row.dueDate) : "", align: "center" },
  ]);
  const figures: Cell = { text: yuan(total), align: "right" };
  const sum: Cell[] = [head("合计"), figures, { text: inWords(total), span: 2 }];
  sheet.need(PITCH * 4);
  sheet.paragraph(`付款计划（第${nth}条）`, { size: 12, face: "sans", indent: false });
  table(sheet, [10, 24, 38, 28], [...rows, sum], {
    head: ["期次", "金额（元）", "大写", "付款期限"].map(head),
  });
  sheet.space(6);
}
