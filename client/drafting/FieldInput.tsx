import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScalarField } from "../../shared/drafting/clauseFields.ts";
import type { Value } from "../../shared/drafting/eachField.ts";
import { callsFor, type Named } from "../../shared/drafting/sentence.ts";
import { tidyClause } from "../../shared/drafting/textPolicy.ts";
import { parseYuan, yuan } from "../../shared/money.ts";

type Box<Held> = {
  /** Where findings lead to: "payer", "plan.0". */
  at: string;
  /** What it is called, where no label stands around it. */
  label?: string;
  value: Held | null;
  onChange: (value: Held | null) => void;
};

/** The box that a field of the table is filled in with, by what it holds. */
export function FieldInput({
  field,
  value,
  parties,
  onChange,
  ...box
}: Omit<Box<string>, "value" | "onChange"> & {
  field: ScalarField;
  value: Value;
  parties: Named[];
  onChange: (value: Value) => void;
}) {
  const text = value === null ? null : String(value);
  switch (field.holds) {
    case "party":
      return <Party {...box} value={text} parties={parties} onChange={onChange} />;
    case "money":
      return <Money {...box} value={value === null ? null : Number(value)} onChange={onChange} />;
    case "day":
      return <DayBox {...box} value={text} onChange={onChange} />;
    case "words":
      return <Words {...box} value={text} field={field} onChange={onChange} />;
  }
}

function Party({ at, label, value, parties, onChange }: Box<string> & { parties: Named[] }) {
  const { t } = useTranslation();
  const calls = callsFor(parties);
  return (
    <select
      className="input small"
      data-field={at}
      aria-label={label}
      value={value ?? ""}
      onChange={(event) => onChange(event.target.value || null)}
    >
      <option value="">{t("drafting.choose")}</option>
      {parties.map((party) => (
        <option key={party.id} value={party.id}>
          {calls(party.id)}
        </option>
      ))}
    </select>
  );
}

const DayBox = ({ at, label, value, onChange }: Box<string>) => (
  <input
    className="input small"
    type="date"
    data-field={at}
    aria-label={label}
    value={value ?? ""}
    onChange={(event) => onChange(event.target.value || null)}
  />
);

function Money({ at, label, value, onChange }: Box<number>) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? (value === null ? "" : yuan(value));
  const wrong = typed !== null && typed.trim() !== "" && parseYuan(typed) === null;
  return (
    <input
      className="input small"
      inputMode="decimal"
      data-field={at}
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

type WordsField = Extract<ScalarField, { holds: "words" }>;

function Words({ at, label, value, field, onChange }: Box<string> & { field: WordsField }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | null>(null);
  // Told at every letter, not when leaving the field: the sentence above grows with it, and must
  // not push away the button that the same press is on. Letters still being composed are not words.
  const tell = (text: string) => onChange(tidyClause(text).replaceAll("\n", " ").trim() || null);
  return (
    <input
      className="input small"
      maxLength={field.most}
      data-field={at}
      aria-label={label}
      placeholder={field.hint && t(field.hint)}
      value={typed ?? value ?? ""}
      onChange={(event) => {
        setTyped(event.target.value);
        const { nativeEvent } = event;
        const isComposing = nativeEvent instanceof InputEvent && nativeEvent.isComposing;
        if (!isComposing) tell(event.target.value);
      }}
      onCompositionEnd={(event) => tell(event.currentTarget.value)}
      onBlur={() => {
        setTyped(null);
      }}
    />
  );
}
