import { type ComponentType, Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Clause, ClauseFields as Fields } from "../../shared/drafting/clause.ts";
import { planTotal } from "../../shared/drafting/clause.ts";
import { clauseFields } from "../../shared/drafting/clauseFields.ts";
import { addRow, rowsOf, setField } from "../../shared/drafting/document.ts";
import {
  cellsOf,
  fieldNames,
  isRowsName,
  type RowsName,
  rowsNames,
  type ScalarName,
  scalarField,
  scalarNames,
  type ValueAt,
  valuesOfRow,
} from "../../shared/drafting/eachField.ts";
import { type Calls, callsFor, type Named } from "../../shared/drafting/sentence.ts";
import { inWords, yuan } from "../../shared/money.ts";
import { Button } from "../ui/Button.tsx";
import { Day } from "../ui/When.tsx";
import type { DraftLink } from "./draftLink.ts";
import { FieldInput } from "./FieldInput.tsx";

type Editing = { link: DraftLink; clause: Clause; parties: Named[] };

/**
 * The typed part of a payment clause: who pays whom how much, when, to which account; a plan as
 * rows. Words for amounts are derived.
 */
export function ClauseFields({ mayEdit, ...props }: Editing & { mayEdit: boolean }) {
  if (mayEdit) return <FieldEditor {...props} />;
  return <FieldList fields={props.clause.fields} calls={callsFor(props.parties)} />;
}

function FieldList({ fields, calls }: { fields: Fields; calls: Calls }) {
  return (
    <dl className="kv small">
      {fieldNames.map((name) =>
        isRowsName(name) ? (
          <Rows key={name} name={name} fields={fields} calls={calls} />
        ) : (
          <Single key={name} name={name} value={fields[name]} calls={calls} />
        ),
      )}
    </dl>
  );
}

type Shown = Omit<ValueAt, "at"> & { calls: Calls };

function Single({ name, value, calls }: Omit<Shown, "field"> & { name: ScalarName }) {
  const { t } = useTranslation();
  const field = scalarField(name);
  if (field.holds === "day" && value === null) return null; // it may stand in the rows of a list
  return (
    <>
      <dt>{t(field.label)}</dt>
      <dd className={field.holds === "money" ? "tabular" : undefined}>
        {value === null ? "—" : <Read field={field} value={value} calls={calls} />}
        {field.holds === "money" && value !== null && `（${inWords(Number(value))}）`}
      </dd>
    </>
  );
}

function Rows({ name, fields, calls }: { name: RowsName; fields: Fields; calls: Calls }) {
  const { t } = useTranslation();
  return fields[name].map((row, index) => (
    <Fragment key={index}>
      <dt>{t(clauseFields[name].label, { n: index + 1 })}</dt>
      <dd className="tabular">
        {valuesOfRow(name, row, index).map((one, column) => (
          <Fragment key={one.cell}>
            {column > 0 && " · "}
            <Read {...one} calls={calls} />
          </Fragment>
        ))}
      </dd>
    </Fragment>
  ));
}

/** A value as it is read; "—" where nothing is filled in. */
function Read({ field, value, calls }: Shown): ReactNode {
  const { t } = useTranslation();
  switch (field.holds) {
    case "party":
      return calls(value === null ? null : String(value)) ?? "—";
    case "money":
      return `${value === null ? "—" : yuan(Number(value))} ${t("drafting.yuan")}`;
    case "day":
      return value === null ? "—" : <Day day={String(value)} />;
    case "words":
      return value ?? "—";
  }
}

/** Single values that stand beside one another; every other one has a line of its own. */
const BESIDE: ScalarName[][] = [
  ["payer", "payee"],
  ["amountFen", "dueDate"],
];

const ALONE = scalarNames.filter((name) => !BESIDE.flat().includes(name));

function FieldEditor({ link, clause, parties }: Editing) {
  const { fields } = clause;
  // The rows of a plan have days of their own.
  const isAsked = (name: ScalarName) => name !== "dueDate" || fields.plan.length === 0;
  const box = (name: ScalarName, isBeside: boolean) => (
    <Labelled key={name} name={name} value={fields[name]} grow={isBeside}>
      <FieldInput
        field={scalarField(name)}
        at={name}
        value={fields[name]}
        parties={parties}
        onChange={(value) => setField(link.doc, clause.id, name, value)}
      />
    </Labelled>
  );
  return (
    <div className="stack above-8">
      {BESIDE.map((names) => (
        <div key={names.join()} className="row">
          {names.filter(isAsked).map((name) => box(name, true))}
        </div>
      ))}
      {ALONE.filter(isAsked).map((name) => box(name, false))}
      {rowsNames.map((name) => {
        const List = lists[name];
        return <List key={name} link={link} clause={clause} parties={parties} />;
      })}
    </div>
  );
}

type Labels = { name: ScalarName; value: ValueAt["value"]; grow: boolean; children: ReactNode };

function Labelled({ name, value, grow, children }: Labels) {
  const { t } = useTranslation();
  const field = scalarField(name);
  const said = field.holds === "money" && value !== null ? inWords(Number(value)) : "";
  return (
    <label className={grow ? "small grow" : "small"}>
      {t(field.label)}
      {children}
      {said && <span className="muted small">{said}</span>}
    </label>
  );
}

/** Each list is filled in in a table of its own. */
const lists: Record<RowsName, ComponentType<Editing>> = { plan: Plan };

function Plan({ link, clause, parties }: Editing) {
  const { t } = useTranslation();
  const { plan, amountFen } = clause.fields;
  const rows = rowsOf(link.doc, clause.id, "plan");
  const cells = cellsOf("plan");
  const total = planTotal(plan);
  const removing = (index: number) => t("drafting.removeTerm", { n: index + 1 });
  const remove = (index: number) => rows?.delete(index, 1);
  return (
    <>
      {plan.length > 0 && (
        <div className="table-wrap">
          <table className="list plan">
            <thead>
              <tr>
                <th>{t("drafting.termHead")}</th>
                {cells.map(([cell, field]) => (
                  <th key={cell}>{t(field.label)}</th>
                ))}
                <th>
                  <span className="visually-hidden">{t("ui.remove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {plan.map((row, index) => (
                <tr key={index}>
                  <td className="number">{index + 1}</td>
                  {valuesOfRow("plan", row, index).map(({ at, cell, field, value }) => (
                    <td key={cell}>
                      <FieldInput
                        field={field}
                        at={at}
                        label={t(field.labelOf, { n: index + 1 })}
                        value={value}
                        parties={parties}
                        onChange={(next) => rows?.get(index).set(cell, next)}
                      />
                    </td>
                  ))}
                  <td>
                    <Button small plain aria-label={removing(index)} onClick={() => remove(index)}>
                      ×
                    </Button>
                  </td>
                </tr>
              ))}
              <tr>
                <td>{t("drafting.total")}</td>
                <td colSpan={cells.length + 1} className="tabular">
                  {total === null ? "—" : yuan(total)}{" "}
                  {total !== null && amountFen !== null && total !== amountFen && (
                    <span className="wrong" style={{ color: "var(--danger)" }}>
                      {t("drafting.sumDiffers", { amount: yuan(amountFen) })}
                    </span>
                  )}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
      <Button small plain onClick={() => addRow(link.doc, clause.id, "plan")}>
        + {t("drafting.addTerm")}
      </Button>
    </>
  );
}
