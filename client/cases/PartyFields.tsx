import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { caseInput } from "../../shared/cases/contract.ts";
import { fitsParty, tidyId } from "../../shared/people/idNumber.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";

export type Party = z.input<typeof caseInput>["parties"][number];
type Person = Party["people"][number];

const emptyPerson = (capacity: Person["capacity"]): Person => ({
  capacity,
  name: "",
  authority: capacity === "agent" ? "general" : null,
  firm: "",
  phone: "",
  email: "",
  idNumber: "",
});

export const emptyParty = (side: Party["side"]): Party => ({
  side,
  kind: "person",
  name: "",
  sex: "",
  birth: "",
  nation: "",
  occupation: "",
  address: "",
  district: "",
  idNumber: "",
  legalRepName: "",
  legalRepTitle: "",
  liability: "",
  people: [emptyPerson("self")],
});

/**
 * Who acts as the party itself or as its legal representative bears the name stated above; it is
 * typed once.
 */
export const withOwnNames = (party: Party): Party => ({
  ...party,
  people: party.people.map((person) => ({
    ...person,
    name: {
      self: party.name,
      "legal-representative": party.legalRepName ?? "",
      agent: person.name,
    }[person.capacity],
  })),
});

/**
 * One party and those who act for it. `edits`: corrects one on record, whose side, kind and people
 * stay.
 */
export function PartyFields({
  party,
  number,
  inSide,
  edits = null,
  onChange,
  onRemove,
}: {
  party: Party;
  number: number;
  /** Its number among those of its side. */
  inSide: number;
  edits?: { idMask: string; people: string[] } | null;
  onChange: (change: Partial<Party>) => void;
  onRemove: (() => void) | null;
}) {
  const { t } = useTranslation();
  const company = party.kind === "company";
  const id = tidyId(party.idNumber ?? "");
  const text = (
    name:
      | "name"
      | "sex"
      | "birth"
      | "nation"
      | "occupation"
      | "address"
      | "district"
      | "legalRepName"
      | "legalRepTitle"
      | "liability",
    required = false,
    type = "text",
  ) => (
    <Field label={t(`cases.field.${name}`)}>
      <input
        type={type}
        required={required}
        value={party[name] ?? ""}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </Field>
  );
  const setPerson = (index: number, change: Partial<Person>) =>
    onChange({
      people: party.people.map((person, at) => (at === index ? { ...person, ...change } : person)),
    });
  return (
    <fieldset className="card">
      <legend className="visually-hidden">{t("cases.partyNumber", { number })}</legend>
      <div className="row between">
        <h2>
          {t(`cases.side.${party.side}`)} {edits ? "" : inSide}
        </h2>
        {onRemove && (
          <Button small plain onClick={onRemove}>
            {t("ui.remove")}
          </Button>
        )}
      </div>
      <div className="grid-2">
        {!edits && (
          <>
            <Field label={t("cases.side.label")}>
              <select
                value={party.side}
                onChange={(event) => onChange({ side: event.target.value as Party["side"] })}
              >
                <option value="applicant">{t("cases.side.applicant")}</option>
                <option value="respondent">{t("cases.side.respondent")}</option>
              </select>
            </Field>
            <Field label={t("cases.partyKind")}>
              <select
                value={party.kind}
                onChange={(event) => {
                  const kind = event.target.value as Party["kind"];
                  onChange({
                    kind,
                    people: [emptyPerson(kind === "company" ? "legal-representative" : "self")],
                  });
                }}
              >
                <option value="person">{t("cases.person")}</option>
                <option value="company">{t("cases.company")}</option>
              </select>
            </Field>
          </>
        )}
        {text("name", true)}
        <Field
          label={company ? t("cases.companyCode") : t("people.idNumber")}
          hint={edits?.idMask ? t("cases.keptId", { mask: edits.idMask }) : t("cases.optionalId")}
          wrong={id && !fitsParty(party.kind, id) ? t("people.idWrong") : null}
        >
          <input
            value={party.idNumber ?? ""}
            onChange={(event) => onChange({ idNumber: event.target.value })}
          />
        </Field>
        {!company && (
          <>
            {text("sex")}
            {text("birth", false, "date")}
            {text("nation")}
            {text("occupation")}
          </>
        )}
        {company && (
          <>
            {text("legalRepName", true)}
            {text("legalRepTitle")}
          </>
        )}
        {text("address")}
        {text("district")}
        {text("liability")}
      </div>
      {party.people.map((person, index) => (
        <div key={`${index}-${person.capacity}`} className="card quiet">
          <div className="row between">
            <h3>{t(`cases.capacity.${person.capacity}`)}</h3>
            {index > 0 && !edits && (
              <Button
                small
                plain
                onClick={() => onChange({ people: party.people.filter((_, at) => at !== index) })}
              >
                {t("ui.remove")}
              </Button>
            )}
          </div>
          <div className="grid-2">
            {person.capacity === "agent" && (
              <Field label={t("people.name")}>
                <input
                  required
                  value={person.name}
                  onChange={(event) => setPerson(index, { name: event.target.value })}
                />
              </Field>
            )}
            <Field label={t("people.phone")}>
              <input
                type="tel"
                value={person.phone ?? ""}
                onChange={(event) => setPerson(index, { phone: event.target.value })}
              />
            </Field>
            <Field label={t("people.email")}>
              <input
                type="email"
                value={person.email ?? ""}
                onChange={(event) => setPerson(index, { email: event.target.value })}
              />
            </Field>
            {edits && person.capacity !== "self" && (
              <Field
                label={t("people.idNumber")}
                hint={
                  edits.people[index]
                    ? t("cases.keptId", { mask: edits.people[index] })
                    : t("cases.optionalId")
                }
                wrong={
                  person.idNumber && !fitsParty("person", tidyId(person.idNumber))
                    ? t("people.idWrong")
                    : null
                }
              >
                <input
                  value={person.idNumber ?? ""}
                  onChange={(event) => setPerson(index, { idNumber: event.target.value })}
                />
              </Field>
            )}
            {person.capacity === "agent" && (
              <>
                <Field label={t("cases.firm")}>
                  <input
                    value={person.firm ?? ""}
                    onChange={(event) => setPerson(index, { firm: event.target.value })}
                  />
                </Field>
                <Field label={t("cases.authorityField")} hint={t("cases.authorityHint")}>
                  <select
                    value={person.authority ?? "general"}
                    onChange={(event) =>
                      setPerson(index, { authority: event.target.value as "general" | "special" })
                    }
                  >
                    <option value="general">{t("cases.authority.general")}</option>
                    <option value="special">{t("cases.authority.special")}</option>
                  </select>
                </Field>
              </>
            )}
          </div>
        </div>
      ))}
      {!edits && (
        <div className="row">
          {party.people.length < 4 && (
            <Button
              small
              plain
              onClick={() => onChange({ people: [...party.people, emptyPerson("agent")] })}
            >
              + {t("cases.addAgent")}
            </Button>
          )}
          {!company &&
            party.people.some((person) => person.capacity === "agent") &&
            party.people.some((person) => person.capacity === "self") && (
              <Button
                small
                plain
                onClick={() =>
                  onChange({ people: party.people.filter((person) => person.capacity !== "self") })
                }
              >
                {t("cases.onlyAgent")}
              </Button>
            )}
        </div>
      )}
    </fieldset>
  );
}
