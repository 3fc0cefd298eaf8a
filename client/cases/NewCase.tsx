import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import type { z } from "zod";
import type { caseInput } from "../../shared/cases/contract.ts";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { firstWrong } from "../ui/firstWrong.ts";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useKept, useSend } from "../ui/useKept.ts";
import { emptyParty, type Party, PartyFields, withOwnNames } from "./PartyFields.tsx";

type Input = z.input<typeof caseInput>;

const kinds = [
  "loan",
  "property",
  "wages",
  "family",
  "consumer",
  "neighbour",
  "traffic",
  "contract",
  "other",
] as const;

const EMPTY: Input = {
  title: "",
  kind: "loan",
  facts: "",
  disputed: "",
  claims: "",
  parties: [emptyParty("applicant"), emptyParty("respondent")],
};

/**
 * Registers a case: kind, facts, claims, parties and those who act for them. What is half filled in
 * waits while something else is looked at.
 */
export default function NewCase() {
  const { t } = useTranslation();
  const go = useNavigate();
  const [form, setForm, forget] = useKept("new case", EMPTY);
  const [wasHere] = useState(form !== EMPTY);
  const save = useSend("new case", {
    mutationFn: (sent: Input) =>
      call("POST /api/cases", { body: { ...sent, parties: sent.parties.map(withOwnNames) } }),
    onSuccess: (_, sent) => forget(sent),
  });
  const setParty = (index: number, change: Partial<Party>) =>
    setForm({
      ...form,
      parties: form.parties.map((party, at) => (at === index ? { ...party, ...change } : party)),
    });
  return (
    <main className="page" id="main">
      <h1>{t("cases.new")}</h1>
      {wasHere && form !== EMPTY && (
        <Notice>
          <div className="row between">
            <span>{t("cases.halfFilled")}</span>
            <Button small plain onClick={() => confirm(t("cases.startAnewSure")) && forget()}>
              {t("cases.startAnew")}
            </Button>
          </div>
        </Notice>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!firstWrong(event.currentTarget))
            save.mutate(form, { onSuccess: ({ id }) => void go(`/desk/cases/${id}`) });
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
            <select
              value={form.kind}
              onChange={(event) => setForm({ ...form, kind: event.target.value as Input["kind"] })}
            >
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
            inSide={
              form.parties.slice(0, index + 1).filter((one) => one.side === party.side).length
            }
            onChange={(change) => setParty(index, change)}
            onRemove={
              form.parties.length > 2
                ? () => setForm({ ...form, parties: form.parties.filter((_, at) => at !== index) })
                : null
            }
          />
        ))}
        <div className="row" style={{ marginBottom: 16 }}>
          <Button
            plain
            onClick={() =>
              setForm({ ...form, parties: [...form.parties, emptyParty("applicant")] })
            }
          >
            + {t("cases.addApplicant")}
          </Button>
          <Button
            plain
            onClick={() =>
              setForm({ ...form, parties: [...form.parties, emptyParty("respondent")] })
            }
          >
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
