import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { z } from "zod";
import type { caseInput } from "../../shared/cases/contract.ts";
import { isCompanyCode, isResidentId, tidyId } from "../../shared/people/idNumber.ts";
import { call } from "../transport/api.ts";
import { Button, Field, Wrong } from "../ui/kit.tsx";

type Input = z.input<typeof caseInput>;
type Party = Input["parties"][number];
type Person = Party["people"][number];
const kinds = ["loan", "property", "wages", "family", "consumer", "neighbour", "traffic", "contract", "other"] as const;
const emptyPerson = (capacity: Person["capacity"]): Person => ({
  capacity,
  name: "",
  authority: capacity === "agent" ? "general" : null,
  firm: "",
  phone: "",
  email: "",
  idNumber: "",
});
const emptyParty = (side: Party["side"]): Party => ({
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

/** Registers a case: kind, facts, claims, parties and those who act for them. */
export default function NewCase() {
  const { t } = useTranslation(),
    go = useNavigate();
  const [form, setForm] = useState<Input>({
    title: "",
    kind: "loan",
    facts: "",
    disputed: "",
    claims: "",
    parties: [emptyParty("applicant"), emptyParty("respondent")],
  });
  const save = useMutation({
    mutationFn: () =>
      call("POST /api/cases", {
        body: {
          ...form,
          parties: form.parties.map((party) => ({
            ...party,
            people: party.people.map((person) => (person.capacity === "self" ? { ...person, name: party.name } : person)),
          })),
        },
      }),
    onSuccess: ({ id }) => go(`/desk/cases/${id}`),
  });
  const setParty = (index: number, change: Partial<Party>) =>
    setForm({ ...form, parties: form.parties.map((party, at) => (at === index ? { ...party, ...change } : party)) });
  return (
    <main className="page" id="main">
      <h1>{t("cases.new")}</h1>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <section className="card">
          <Field label={t("cases.titleField")} hint={t("cases.titleHint")}>
            <input
              required
              minLength={2}
              maxLength={120}
              value={form.title}
              onChange={(event) => setForm({ ...form, title: event.target.value })}
            />
          </Field>
          <Field label={t("cases.kind")}>
            <select value={form.kind} onChange={(event) => setForm({ ...form, kind: event.target.value as Input["kind"] })}>
              {kinds.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`cases.kinds.${kind}`)}
                </option>
              ))}
            </select>
          </Field>
          {(["facts", "disputed", "claims"] as const).map((name) => (
            <Field key={name} label={t(`cases.${name}`)}>
              <textarea
                rows={name === "facts" ? 5 : 3}
                required={name === "facts"}
                value={form[name] ?? ""}
                onChange={(event) => setForm({ ...form, [name]: event.target.value })}
              />
            </Field>
          ))}
        </section>
        {form.parties.map((party, index) => (
          <PartyFields
            key={`${index}-${form.parties.length}`}
            party={party}
            number={index + 1}
            onChange={(change) => setParty(index, change)}
            onRemove={form.parties.length > 2 ? () => setForm({ ...form, parties: form.parties.filter((_, at) => at !== index) }) : null}
          />
        ))}
        <div className="row" style={{ marginBottom: 16 }}>
          <Button plain onClick={() => setForm({ ...form, parties: [...form.parties, emptyParty("applicant")] })}>
            + {t("cases.addApplicant")}
          </Button>
          <Button plain onClick={() => setForm({ ...form, parties: [...form.parties, emptyParty("respondent")] })}>
            + {t("cases.addRespondent")}
          </Button>
        </div>
        <Wrong error={save.error} />
        <Button main type="submit" busy={save.isPending}>
          {t("cases.create")}
        </Button>
      </form>
    </main>
  );
}

function PartyFields({
  party,
  number,
  onChange,
  onRemove,
}: {
  party: Party;
  number: number;
  onChange: (change: Partial<Party>) => void;
  onRemove: (() => void) | null;
}) {
  const { t } = useTranslation(),
    company = party.kind === "company",
    id = tidyId(party.idNumber ?? "");
  const text = (
    name: "name" | "sex" | "birth" | "nation" | "occupation" | "address" | "district" | "legalRepName" | "legalRepTitle" | "liability",
    required = false,
    type = "text",
  ) => (
    <Field label={t(`cases.field.${name}`)}>
      <input type={type} required={required} value={party[name] ?? ""} onChange={(event) => onChange({ [name]: event.target.value })} />
    </Field>
  );
  const setPerson = (index: number, change: Partial<Person>) =>
    onChange({ people: party.people.map((person, at) => (at === index ? { ...person, ...change } : person)) });
  return (
    <fieldset className="card">
      <legend className="visually-hidden">{t("cases.partyNumber", { number })}</legend>
      <div className="row between">
        <h2>
          {t(`cases.side.${party.side}`)} {number}
        </h2>
        {onRemove && (
          <Button small plain onClick={onRemove}>
            {t("ui.remove")}
          </Button>
        )}
      </div>
      <div className="grid-2">
        <Field label={t("cases.side.label")}>
          <select value={party.side} onChange={(event) => onChange({ side: event.target.value as Party["side"] })}>
            <option value="applicant">{t("cases.side.applicant")}</option>
            <option value="respondent">{t("cases.side.respondent")}</option>
          </select>
        </Field>
        <Field label={t("cases.partyKind")}>
          <select
            value={party.kind}
            onChange={(event) => {
              const kind = event.target.value as Party["kind"];
              onChange({ kind, people: [emptyPerson(kind === "company" ? "legal-representative" : "self")] });
            }}
          >
            <option value="person">{t("cases.person")}</option>
            <option value="company">{t("cases.company")}</option>
          </select>
        </Field>
        {text("name", true)}
        <Field
          label={company ? t("cases.companyCode") : t("people.idNumber")}
          hint={t("cases.optionalId")}
          wrong={id && !(company ? isCompanyCode(id) : isResidentId(id)) ? t("people.idWrong") : null}
        >
          <input value={party.idNumber ?? ""} onChange={(event) => onChange({ idNumber: event.target.value })} />
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
            {index > 0 && (
              <Button small plain onClick={() => onChange({ people: party.people.filter((_, at) => at !== index) })}>
                {t("ui.remove")}
              </Button>
            )}
          </div>
          <div className="grid-2">
            {person.capacity !== "self" && (
              <Field label={t("people.name")}>
                <input required value={person.name} onChange={(event) => setPerson(index, { name: event.target.value })} />
              </Field>
            )}
            <Field label={t("people.phone")}>
              <input type="tel" value={person.phone ?? ""} onChange={(event) => setPerson(index, { phone: event.target.value })} />
            </Field>
            <Field label={t("people.email")}>
              <input type="email" value={person.email ?? ""} onChange={(event) => setPerson(index, { email: event.target.value })} />
            </Field>
            {person.capacity === "agent" && (
              <>
                <Field label={t("cases.firm")}>
                  <input value={person.firm ?? ""} onChange={(event) => setPerson(index, { firm: event.target.value })} />
                </Field>
                <Field label={t("cases.authorityField")} hint={t("cases.authorityHint")}>
                  <select
                    value={person.authority ?? "general"}
                    onChange={(event) => setPerson(index, { authority: event.target.value as "general" | "special" })}
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
      <div className="row">
        {party.people.length < 4 && (
          <Button small plain onClick={() => onChange({ people: [...party.people, emptyPerson("agent")] })}>
            + {t("cases.addAgent")}
          </Button>
        )}
        {!company &&
          party.people.some((person) => person.capacity === "agent") &&
          party.people.some((person) => person.capacity === "self") && (
            <Button small plain onClick={() => onChange({ people: party.people.filter((person) => person.capacity !== "self") })}>
              {t("cases.onlyAgent")}
            </Button>
          )}
      </div>
    </fieldset>
  );
}
