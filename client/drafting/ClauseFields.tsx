import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Clause, ClauseFields as Fields } from "../../shared/drafting/clause.ts";
import { planTotal } from "../../shared/drafting/clause.ts";
import { addInstalment, planOf, setField } from "../../shared/drafting/document.ts";
import { callsFor, type Named } from "../../shared/drafting/sentence.ts";
import { tidyClause } from "../../shared/drafting/textPolicy.ts";
import { parseYuan, yuan } from "../../shared/money.ts";
import { Button, Day } from "../ui/kit.tsx";
import type { DraftLink } from "./draftLink.ts";
import { useWords } from "./useWords.ts";

/** The typed part of a payment clause: who pays whom how much, when, to which account; a plan as rows. Words for amounts are derived. */
export function ClauseFields({ link, clause, parties, mayEdit }: { link: DraftLink; clause: Clause; parties: Named[]; mayEdit: boolean }) {
  const { t } = useTranslation(),
    { fields } = clause,
    set = (name: Exclude<keyof Fields, "plan">, value: unknown) => setField(link.doc, clause.id, name, value),
    plan = planOf(link.doc, clause.id);
  const words = useWords(fields.amountFen),
    total = planTotal(fields.plan),
    calls = callsFor(parties),
    nameOf = (id: string | null) => calls(id) ?? "—";
  if (!mayEdit)
    return (
      <dl className="kv small">
        <dt>{t("drafting.payer")}</dt>
        <dd>{nameOf(fields.payer)}</dd>
        <dt>{t("drafting.payee")}</dt>
        <dd>{nameOf(fields.payee)}</dd>
        <dt>{t("drafting.amount")}</dt>
        <dd className="tabular">{fields.amountFen === null ? "—" : `${yuan(fields.amountFen)} ${t("drafting.yuan")}（${words}）`}</dd>
        {fields.dueDate && (
          <>
            <dt>{t("drafting.due")}</dt>
            <dd>
              <Day day={fields.dueDate} />
            </dd>
          </>
        )}
        <dt>{t("drafting.account")}</dt>
        <dd>{fields.account ?? "—"}</dd>
        {fields.plan.map((row, index) => (
          <Row key={index} label={t("drafting.term", { n: index + 1 })}>
            {row.amountFen === null ? "—" : yuan(row.amountFen)} {t("drafting.yuan")} · {row.dueDate ? <Day day={row.dueDate} /> : "—"}
          </Row>
        ))}
      </dl>
    );
  const person = (name: "payer" | "payee") => (
    <label className="small grow">
      {t(`drafting.${name}`)}
      <select
        className="input small"
        data-field={name}
        value={fields[name] ?? ""}
        onChange={(event) => set(name, event.target.value || null)}
      >
        <option value="">{t("drafting.choose")}</option>
        {parties.map((party) => (
          <option key={party.id} value={party.id}>
            {calls(party.id)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="stack" style={{ marginTop: 8 }}>
      <div className="row">
        {person("payer")}
        {person("payee")}
      </div>
      <div className="row">
        <label className="small grow">
          {t("drafting.amount")}
          <Money field="amountFen" fen={fields.amountFen} onChange={(fen) => set("amountFen", fen)} />
          {words && <span className="muted small">{words}</span>}
        </label>
        {fields.plan.length === 0 && (
          <label className="small grow">
            {t("drafting.due")}
            <input
              className="input small"
              type="date"
              data-field="dueDate"
              value={fields.dueDate ?? ""}
              onChange={(event) => set("dueDate", event.target.value || null)}
            />
          </label>
        )}
      </div>
      <label className="small">
        {t("drafting.account")}
        <Account value={fields.account} onChange={(value) => set("account", value)} />
      </label>
      {fields.plan.length > 0 && (
        <div className="table-wrap">
          <table className="list plan">
            <thead>
              <tr>
                <th>{t("drafting.termHead")}</th>
                <th>{t("drafting.amount")}</th>
                <th>{t("drafting.due")}</th>
                <th>
                  <span className="visually-hidden">{t("ui.remove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {fields.plan.map((row, index) => (
                <tr key={index}>
                  <td className="number">{index + 1}</td>
                  <td>
                    <Money
                      field={`plan.${index}`}
                      label={t("drafting.amountOf", { n: index + 1 })}
                      fen={row.amountFen}
                      onChange={(fen) => plan?.get(index).set("amountFen", fen)}
                    />
                  </td>
                  <td>
                    <input
                      className="input small"
                      type="date"
                      aria-label={t("drafting.dueOf", { n: index + 1 })}
                      value={row.dueDate ?? ""}
                      onChange={(event) => plan?.get(index).set("dueDate", event.target.value || null)}
                    />
                  </td>
                  <td>
                    <Button small plain aria-label={t("drafting.removeTerm", { n: index + 1 })} onClick={() => plan?.delete(index, 1)}>
                      ×
                    </Button>
                  </td>
                </tr>
              ))}
              <tr>
                <td>{t("drafting.total")}</td>
                <td colSpan={3} className="tabular">
                  {total === null ? "—" : yuan(total)}{" "}
                  {total !== null && fields.amountFen !== null && total !== fields.amountFen && (
                    <span className="wrong" style={{ color: "var(--danger)" }}>
                      {t("drafting.sumDiffers", { amount: yuan(fields.amountFen) })}
                    </span>
                  )}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
      <Button small plain onClick={() => addInstalment(link.doc, clause.id, { amountFen: null, dueDate: null })}>
        + {t("drafting.addTerm")}
      </Button>
    </div>
  );
}

const Row = ({ label, children }: { label: string; children: ReactNode }) => (
  <>
    <dt>{label}</dt>
    <dd className="tabular">{children}</dd>
  </>
);

function Money({
  field,
  fen,
  onChange,
  label,
}: {
  field: string;
  fen: number | null;
  onChange: (fen: number | null) => void;
  label?: string;
}) {
  const [typed, setTyped] = useState<string | null>(null),
    shown = typed ?? (fen === null ? "" : yuan(fen)),
    wrong = typed !== null && typed.trim() !== "" && parseYuan(typed) === null;
  return (
    <input
      className="input small"
      inputMode="decimal"
      data-field={field}
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={shown}
      onChange={(event) => {
        setTyped(event.target.value);
        const next = parseYuan(event.target.value);
        if (next !== null || event.target.value.trim() === "") onChange(next);
      }}
      onBlur={() => {
        if (!wrong) setTyped(null);
      }}
    />
  );
}
function Account({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation(),
    [typed, setTyped] = useState<string | null>(null);
  // Told at every letter, not when leaving the field: the sentence above grows with it, and must not push away the
  // button that the same press is on. Letters still being composed are not words yet.
  const tell = (text: string) => onChange(tidyClause(text).replaceAll("\n", " ").trim() || null);
  return (
    <input
      className="input small"
      maxLength={200}
      data-field="account"
      placeholder={t("drafting.accountHint")}
      value={typed ?? value ?? ""}
      onChange={(event) => {
        setTyped(event.target.value);
        if (!(event.nativeEvent instanceof InputEvent && event.nativeEvent.isComposing)) tell(event.target.value);
      }}
      onCompositionEnd={(event) => tell(event.currentTarget.value)}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}
