import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { isIdNumber, tidyId } from "../../shared/people/idNumber.ts";
import type { Greeting, Me } from "../../shared/people/contract.ts";
import { call, Refused } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { CodeInput } from "../ui/CodeInput.tsx";
import { Top } from "../ui/Top.tsx";

const NOTICE_VERSION = "pm-2026-1";

/** Looks again where the person stands; answers whether the person is known now. */
type OnStep = () => Promise<boolean>;
const order = ["code", "identity", "notice", "address"] as const;

/**
 * The four steps before the case opens. Each is kept by the server, so leaving and coming back
 * resumes here.
 */
export function EntrySteps({
  token,
  greeting,
  me,
  ended,
  onStep,
}: {
  token: string;
  greeting: Greeting;
  me: Me | null;
  /** The person was in already: a step is to be done again, or the session ended. */
  ended: boolean;
  onStep: OnStep;
}) {
  const { t } = useTranslation();
  const step = me?.step ?? "code";
  const at = order.indexOf(step as (typeof order)[number]);
  return (
    <>
      <Top home={`/j/${token}`} />
      <main className="page narrow" id="main">
        <ol className="steps" aria-label={t("people.steps")}>
          {order.map((name, index) => (
            <li
              key={name}
              className={index < at ? "done" : ""}
              aria-current={index === at ? "step" : undefined}
            >
              {t(`people.step.${name}`)}
            </li>
          ))}
        </ol>
        {ended && step === "code" && <Notice kind="warn">{t("people.signedOut")}</Notice>}
        {ended && (step === "identity" || step === "address") && (
          <Notice kind="warn">
            {t(`people.again${step === "identity" ? "Identity" : "Address"}`)}
          </Notice>
        )}
        {step === "code" && <CodeStep token={token} greeting={greeting} onStep={onStep} />}
        {me && step === "identity" && <IdentityStep me={me} onStep={onStep} />}
        {me && step === "notice" && <NoticeStep onStep={onStep} />}
        {me && step === "address" && <AddressStep onStep={onStep} />}
      </main>
    </>
  );
}

function CodeStep({
  token,
  greeting,
  onStep,
}: {
  token: string;
  greeting: Greeting;
  onStep: OnStep;
}) {
  const { t } = useTranslation();
  const [code, setCode] = useState("");
  const [forgotten, setForgotten] = useState(false);
  const ask = useMutation({
    mutationFn: () => call("POST /api/entry/:token/code", { params: { token }, body: {} }),
  });
  const enter = useMutation({
    mutationFn: () => call("POST /api/entry/:token/session", { params: { token }, body: { code } }),
    onSuccess: async () => setForgotten(!(await onStep())),
  });
  const locked = [ask.error, enter.error].some(
    (error) => error instanceof Refused && error.problem.code === "people/code-locked",
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <>
      <h1>{t("people.hello", { name: greeting.invitee })}</h1>
      <div className="card">
        <p>
          {t("people.invites", {
            organisation: greeting.organisation,
            kind: t(`cases.kinds.${greeting.disputeKind}`),
          })}
        </p>
        <p>
          {t("people.mediatorIs", { name: greeting.mediator })}
          {greeting.onBehalfOf && ` ${t("people.onBehalf", { name: greeting.onBehalfOf })}`}
        </p>
        <p className="muted">{t("people.free")}</p>
      </div>
      {!ask.data ? (
        <>
          <p>{t("people.codeWhy", { to: greeting.sentTo })}</p>
          <Wrong error={ask.error} />
          <Button main block busy={ask.isPending} onClick={() => ask.mutate()}>
            {t("people.getCode")}
          </Button>
        </>
      ) : (
        <form onSubmit={submit} className="card">
          {ask.data.demoCode && (
            <Notice kind="warn">
              <Badge kind="demo">{t("entry.demoMark")}</Badge> {t("people.demoCode")}{" "}
              <strong className="tabular">{ask.data.demoCode}</strong>
            </Notice>
          )}
          <Field label={t("people.code")} hint={t("people.codeHint", { to: ask.data.sentTo })}>
            <CodeInput autoFocus value={code} onCode={setCode} />
          </Field>
          <Wrong error={enter.error ?? ask.error} />
          {forgotten && <Notice kind="bad">{t("people.cookiesNeeded")}</Notice>}
          <div className="row">
            <Button main type="submit" busy={enter.isPending} disabled={code.length !== 6}>
              {t("people.enter")}
            </Button>
            <Button plain busy={ask.isPending} onClick={() => ask.mutate()}>
              {t("people.again")}
            </Button>
          </div>
        </form>
      )}
      {locked && <p>{t("people.lockedHelp")}</p>}
      <p className="small muted above-16">{t("people.notYou")}</p>
    </>
  );
}

function IdentityStep({ me, onStep }: { me: Me; onStep: OnStep }) {
  const { t } = useTranslation();
  const [name, setName] = useState(me.name);
  const [idKind, setKind] = useState<"resident-id" | "passport">("resident-id");
  const [idNumber, setNumber] = useState("");
  const [touched, setTouched] = useState(false);
  const save = useMutation({
    mutationFn: () => call("POST /api/me/identity", { body: { name, idKind, idNumber } }),
    onSuccess: onStep,
  });
  const badNumber = touched && idNumber !== "" && !isIdNumber(idKind, tidyId(idNumber));
  const refused = save.error instanceof Refused ? save.error : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h1>{t("people.identityTitle")}</h1>
      <p>{t("people.identityWhy")}</p>
      {me.demoId && (
        <Notice kind="warn">
          <Badge kind="demo">{t("entry.demoMark")}</Badge> {t("people.demoId")}{" "}
          <Button small plain onClick={() => setNumber(me.demoId ?? "")}>
            {me.demoId}
          </Button>
        </Notice>
      )}
      <Field label={t("people.name")} wrong={refused?.field("name") ? refused.message : null}>
        <input
          autoComplete="name"
          required
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t("people.idKind")}>
        <select
          value={idKind}
          onChange={(event) => setKind(event.target.value as "resident-id" | "passport")}
        >
          <option value="resident-id">{t("people.residentId")}</option>
          <option value="passport">{t("people.passport")}</option>
        </select>
      </Field>
      <Field
        label={t("people.idNumber")}
        hint={t("people.idHint")}
        wrong={
          badNumber ? t("people.idWrong") : refused?.field("idNumber") ? refused.message : null
        }
      >
        <input
          autoComplete="off"
          spellCheck={false}
          required
          value={idNumber}
          onBlur={() => setTouched(true)}
          onChange={(event) => setNumber(event.target.value)}
        />
      </Field>
      {refused && !refused.field("name") && !refused.field("idNumber") && (
        <Wrong error={save.error} />
      )}
      <Button main block type="submit" busy={save.isPending}>
        {t("people.confirmIdentity")}
      </Button>
    </form>
  );
}

function NoticeStep({ onStep }: { onStep: OnStep }) {
  const { t } = useTranslation();
  const [read, setRead] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      call("POST /api/me/notice", { body: { version: NOTICE_VERSION, acknowledged: true } }),
    onSuccess: onStep,
  });
  const points = (key: string) => (
    <ul>
      {(t(key, { returnObjects: true }) as string[]).map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h1>{t("people.noticeTitle")}</h1>
      <p>{t("people.noticeLead")}</p>
      <div className="card">
        <h2>{t("people.rights")}</h2>
        {points("people.rightsList")}
        <h2>{t("people.duties")}</h2>
        {points("people.dutiesList")}
        <h2>{t("people.effect")}</h2>
        {points("people.effectList")}
      </div>
      <label className="check">
        <input
          type="checkbox"
          required
          checked={read}
          onChange={(event) => setRead(event.target.checked)}
        />
        <span>{t("people.noticeRead")}</span>
      </label>
      <Wrong error={save.error} />
      <Button main block type="submit" busy={save.isPending} disabled={!read}>
        {t("people.noticeGo")}
      </Button>
    </form>
  );
}

function AddressStep({ onStep }: { onStep: OnStep }) {
  const { t } = useTranslation();
  const [form, setForm] = useState({ address: "", phone: "", email: "", electronicService: false });
  const [online, setOnline] = useState(false);
  const save = useMutation({
    mutationFn: () => call("POST /api/me/address", { body: { ...form, onlineConsent: true } }),
    onSuccess: onStep,
  });
  const refused = save.error instanceof Refused ? save.error : null;
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h1>{t("people.addressTitle")}</h1>
      <p>{t("people.addressWhy")}</p>
      <Field
        label={t("people.address")}
        hint={t("people.addressHint")}
        wrong={refused?.field("address") ? t("people.addressWrong") : null}
      >
        <input
          autoComplete="street-address"
          required
          minLength={5}
          maxLength={200}
          value={form.address}
          onChange={(event) => set({ address: event.target.value })}
        />
      </Field>
      <Field
        label={t("people.phone")}
        wrong={refused?.field("phone") ? t("people.phoneWrong") : null}
      >
        <input
          type="tel"
          autoComplete="tel"
          required
          value={form.phone}
          onChange={(event) => set({ phone: event.target.value })}
        />
      </Field>
      <Field
        label={t("people.email")}
        wrong={refused?.field("email") ? t("people.emailWrong") : null}
      >
        <input
          type="email"
          autoComplete="email"
          value={form.email}
          onChange={(event) => set({ email: event.target.value })}
        />
      </Field>
      <label className="check">
        <input
          type="checkbox"
          checked={form.electronicService}
          onChange={(event) => set({ electronicService: event.target.checked })}
        />
        <span>{t("people.electronic")}</span>
      </label>
      <label className="check">
        <input
          type="checkbox"
          required
          checked={online}
          onChange={(event) => setOnline(event.target.checked)}
        />
        <span>{t("people.online")}</span>
      </label>
      <Wrong
        error={
          refused && !["address", "phone", "email"].some((name) => refused.field(name))
            ? save.error
            : null
        }
      />
      <Button main block type="submit" busy={save.isPending} disabled={!online}>
        {t("people.finish")}
      </Button>
    </form>
  );
}
