import type { TFunction } from "i18next";
import { type ClauseFields, emptyFields } from "../../shared/drafting/clause.ts";
import { clauseFields } from "../../shared/drafting/clauseFields.ts";
import { fieldNames, isRowsName, scalarField } from "../../shared/drafting/eachField.ts";
import { type ValueAt, valuesOfRow } from "../../shared/drafting/eachField.ts";
import type { Calls } from "../../shared/drafting/sentence.ts";
import { yuan } from "../../shared/money.ts";

/** One value as it is read, or null where nothing is filled in. */
function shown({ field, value }: Omit<ValueAt, "at">, calls: Calls, t: TFunction): string | null {
  if (value === null) return null;
  switch (field.holds) {
    case "party":
      return calls(String(value));
    case "money":
      return `${yuan(Number(value))} ${t("drafting.yuan")}`;
    case "day":
    case "words":
      return String(value);
  }
}

/**
 * Every filled field of a clause as a line "name: value", in the reader's language.
 * @param kept may have been kept before a field existed, and lacks it then
 */
export function fieldLines(kept: ClauseFields, calls: Calls, t: TFunction): string[] {
  const fields = { ...emptyFields, ...kept };
  const named = fieldNames.flatMap((name): [name: string, value: string | null][] => {
    const { label } = clauseFields[name];
    if (!isRowsName(name)) {
      return [[t(label), shown({ field: scalarField(name), value: fields[name] }, calls, t)]];
    }
    return fields[name].map((row, index) => {
      const values = valuesOfRow(name, row, index).map((one) => shown(one, calls, t));
      return [t(label, { n: index + 1 }), values.filter(Boolean).join(" · ")];
    });
  });
  return named.flatMap(([name, value]) => (value ? [t("drafting.named", { name, value })] : []));
}
