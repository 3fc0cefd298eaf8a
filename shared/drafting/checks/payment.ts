import { isDay } from "../../day.ts";
import { yuan } from "../../money.ts";
import { type Clause, planTotal } from "../clause.ts";
import type { Found, TextInput } from "../finding.ts";

/** R-D8, of payments: who pays whom, how much, when (人民调解法 29; 解释 461). */
export const payments = ({ clauses, today }: TextInput): Found[] =>
  clauses.filter((clause) => clause.kind === "payment").flatMap((clause) => payment(clause, today));

function payment(clause: Clause, today: string): Found[] {
  const { payer, payee, amountFen, dueDate, account, plan } = clause.fields;
  const total = planTotal(plan);
  const days = dueDays(clause);
  const at = (code: Found["code"], field: string, blocking = true): Found => ({
    code,
    blocking,
    clauseId: clause.id,
    field,
  });
  return [
    ...(payer ? [] : [at("payer-missing", "payer")]),
    ...(payee ? [] : [at("payee-missing", "payee")]),
    ...(payer && payer === payee ? [at("same-party", "payee")] : []),
    ...(amountFen ? [] : [at("amount-missing", "amountFen")]),
    ...(account ? [] : [at("account-missing", "account", false)]),
    ...(plan.length === 0 && !dueDate ? [at("due-missing", "dueDate")] : []),
    ...plan
      .flatMap((row, index) =>
        row.amountFen && isDay(row.dueDate) ? [] : [at("plan-row-incomplete", `plan.${index}`)],
      )
      .slice(0, 1),
    ...(plan.length > 0 && total !== null && amountFen !== null && total !== amountFen
      ? [{ ...at("plan-sum-differs", "amountFen"), detail: `${yuan(total)} ≠ ${yuan(amountFen)}` }]
      : []),
    ...(days.some(({ day }) => day < today)
      ? [at("date-past", days.find(({ day }) => day < today)?.field ?? "dueDate")]
      : []),
    // R-D20. Nobody can be late on the day the ink dries: the seal can hardly come before.
    ...(days.some(({ day }) => day === today)
      ? [at("date-today", days.find(({ day }) => day === today)?.field ?? "dueDate", false)]
      : []),
    ...(days.some(({ day }, index) => index > 0 && day < (days[index - 1]?.day ?? ""))
      ? [at("plan-order", "plan.0", false)]
      : []),
  ];
}

/** The last days of a payment clause, each with the field it stands in. */
export const dueDays = ({ fields: { plan, dueDate } }: Clause): { day: string; field: string }[] =>
  plan.length > 0
    ? plan.flatMap((row, index) =>
        row.dueDate ? [{ day: row.dueDate, field: `plan.${index}` }] : [],
      )
    : dueDate
      ? [{ day: dueDate, field: "dueDate" }]
      : [];
