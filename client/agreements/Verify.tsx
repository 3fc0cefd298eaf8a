import { useMutation } from "@tanstack/react-query";
import { type ChangeEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { CertificateFacts, VerifyReport } from "../../shared/agreements/contract.ts";
import { send } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Day, When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { Top } from "../ui/Top.tsx";
import { useSealCertificates, useVerifyByCode } from "./api.ts";

type Files = { agreement?: File | undefined; record?: File | undefined };

const RECORD_KINDS = {
  belongs: "good",
  wrong: "bad",
  "not-named": "warn",
  "not-checked": "warn",
} as const;

/** Both files in one body, the record after the agreement. */
const checkFiles = ({ agreement, record }: Files) =>
  send<VerifyReport>(
    "POST",
    `/api/verify${record ? `?record=${record.size}` : ""}`,
    new Blob([agreement, record].flatMap((file) => file ?? [])),
    "application/pdf",
  );

/** Anyone checks a paper: by its code, or with the file itself. */
export default function Verify() {
  const { code } = useParams();
  const { t } = useTranslation();
  const go = useNavigate();
  const [typed, setTyped] = useState(code ?? "");
  const known = useVerifyByCode(code);
  const [files, setFiles] = useState<Files>({});
  const check = useMutation({ mutationFn: checkFiles });
  const choose = (which: keyof Files) => (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = { ...files, [which]: event.target.files?.[0] };
    setFiles(chosen);
    if (chosen.agreement && chosen.record?.size !== 0) check.mutate(chosen);
    else check.reset();
  };
  return (
    <>
      <Top />
      <main className="page narrow" id="main">
        <h1>{t("verify.title")}</h1>
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault();
            void go(`/verify/${encodeURIComponent(typed.trim().toUpperCase())}`);
          }}
        >
          <Field label={t("verify.code")} hint={t("verify.codeHint")}>
            <input
              required
              maxLength={20}
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Field>
          <Button main type="submit">
            {t("verify.look")}
          </Button>
        </form>
        {code && known.isPending && <Loading />}
        <Wrong error={known.error} />
        {known.data && (
          <section className="card">
            <h2>
              {t("verify.code")} {code}
            </h2>
            {known.data.known ? (
              <dl className="kv">
                <dt>{t("verify.state")}</dt>
                <dd>
                  <Badge kind={known.data.state === "sealed" ? "good" : "warn"}>
                    {t(`agreements.state.${known.data.state}`)}
                  </Badge>
                </dd>
                <dt>{t("verify.case")}</dt>
                <dd>{known.data.caseCode}</dd>
                <dt>{t("verify.organisation")}</dt>
                <dd>{known.data.organisation}</dd>
                {known.data.effectiveAt && (
                  <>
                    <dt>{t("agreements.effective")}</dt>
                    <dd>
                      <When at={known.data.effectiveAt} withYear />
                    </dd>
                  </>
                )}
                <dt>{t("verify.hash")}</dt>
                <dd className="tabular">{known.data.shortHash}…</dd>
              </dl>
            ) : (
              <Notice kind="bad">{t("verify.unknownCode")}</Notice>
            )}
            {known.data.known && known.data.demo && <Notice kind="warn">{t("verify.demo")}</Notice>}
            <p className="small muted">{t("verify.codeOnly")}</p>
          </section>
        )}
        <section className="card">
          <h2>{t("verify.file")}</h2>
          <p>{t("verify.fileText")}</p>
          <Field label={t("verify.choose")}>
            <input type="file" accept="application/pdf" onChange={choose("agreement")} />
          </Field>
          <Field label={t("verify.chooseRecord")} hint={t("verify.recordHint")}>
            <input type="file" accept="application/pdf" onChange={choose("record")} />
          </Field>
          {files.record && !files.agreement && (
            <Notice kind="warn">{t("verify.agreementFirst")}</Notice>
          )}
          {files.record?.size === 0 && <Notice kind="warn">{t("verify.recordEmpty")}</Notice>}
          {check.isPending && <Loading what={t("verify.checking")} />}
          <Wrong error={check.error} />
          {check.data && (
            <div aria-live="polite">
              <Notice kind={check.data.valid ? "good" : "bad"}>
                <strong>{t(check.data.valid ? "verify.valid" : "verify.invalid")}</strong>
                {check.data.paper && (
                  <p>
                    {check.data.paper.caseCode} · {check.data.paper.organisation}
                  </p>
                )}
              </Notice>
              {check.data.record !== "not-given" && (
                <Notice kind={RECORD_KINDS[check.data.record]}>
                  {t(`verify.record.${check.data.record}`)}
                </Notice>
              )}
              <Checked files={check.variables} sha256={check.data.sha256} />
              <Proofs report={check.data} />
            </div>
          )}
        </section>
        <WhoseSeal />
      </main>
    </>
  );
}

/** Which files these were: nobody should take another one for them. */
function Checked({ files, sha256 }: { files: Files; sha256: VerifyReport["sha256"] }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className="plain small">
        {(["agreement", "record"] as const).map(
          (which) =>
            sha256[which] && (
              <li key={which}>
                {files[which]?.name}
                <br />
                <span className="tabular">SHA-256 {sha256[which]}</span>
              </li>
            ),
        )}
      </ul>
      <p className="small muted">{t("verify.onlyThese")}</p>
    </>
  );
}

/** What was proved one by one, with whose certificate, and what was not. */
function Proofs({ report }: { report: VerifyReport }) {
  const { t } = useTranslation();
  return (
    <>
      <ul className="plain">
        {report.checks.map((one) => (
          <li key={one.code} className="row aligned">
            <Badge kind={one.ok ? "good" : "bad"}>
              {t(one.ok ? "verify.holds" : "verify.fails")}
            </Badge>
            <span className="grow">{t(`verify.check.${one.code}`)}</span>
          </li>
        ))}
      </ul>
      {report.certificate && (
        <>
          <h3>{t("verify.sealedWith")}</h3>
          <Certificate facts={report.certificate} signedAt={report.signedAt} />
        </>
      )}
      {report.valid && (
        <>
          <h3>{t("verify.notChecked")}</h3>
          <ul className="small">
            {report.unproved.map((one) => (
              <li key={one}>{t(`verify.unproved.${one}`)}</li>
            ))}
            {report.record === "not-given" && <li>{t("verify.record.not-given")}</li>}
          </ul>
        </>
      )}
    </>
  );
}

const day = (iso: string) => new Date(Date.parse(iso) + 8 * 3_600_000).toISOString().slice(0, 10);

function Certificate({ facts, signedAt }: { facts: CertificateFacts; signedAt: string | null }) {
  const { t } = useTranslation();
  return (
    <>
      {facts.demo && <Notice kind="warn">{t("verify.demoCertificate")}</Notice>}
      <dl className="kv">
        <dt>{t("verify.fingerprint")}</dt>
        <dd className="tabular">{facts.fingerprint.toUpperCase().match(/.{4}/g)?.join(" ")}</dd>
        <dt>{t("verify.subject")}</dt>
        <dd>{facts.subject}</dd>
        <dt>{t("verify.issuer")}</dt>
        <dd>{facts.issuer}</dd>
        <dt>{t("verify.validity")}</dt>
        <dd>
          <Day day={day(facts.from)} /> – <Day day={day(facts.to)} />
        </dd>
        {signedAt && (
          <>
            <dt>{t("verify.signedAt")}</dt>
            <dd>
              <When at={signedAt} withYear />
            </dd>
          </>
        )}
      </dl>
    </>
  );
}

/** The organisation's own certificate, for whoever compares it with what he got by another way. */
function WhoseSeal() {
  const { t } = useTranslation();
  const { data } = useSealCertificates();
  if (!data) return null;
  return (
    <section className="card">
      <h2>{t("verify.whose")}</h2>
      <p>{t("verify.whoseText")}</p>
      <Certificate facts={data.now} signedAt={null} />
      {data.earlier.length > 0 && (
        <details>
          <summary>{t("verify.earlier")}</summary>
          {data.earlier.map((one) => (
            <Certificate key={one.fingerprint} facts={one} signedAt={null} />
          ))}
        </details>
      )}
    </section>
  );
}
