import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import type { VerifyReport } from "../../shared/agreements/contract.ts";
import { call, send } from "../transport/api.ts";
import { Badge, Button, Field, Loading, Notice, When, Wrong } from "../ui/kit.tsx";
import { Top } from "../ui/Top.tsx";

/** Anyone checks a paper: by its code, or with the file itself. */
export default function Verify() {
  const { code } = useParams(),
    { t } = useTranslation(),
    go = useNavigate(),
    [typed, setTyped] = useState(code ?? "");
  const known = useQuery({
    queryKey: ["verify", code],
    queryFn: () => call("GET /api/verify/:code", { params: { code: code as string } }),
    enabled: Boolean(code),
  });
  const check = useMutation({ mutationFn: (file: File) => send<VerifyReport>("POST", "/api/verify", file, "application/pdf") });
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
            <input required maxLength={20} autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
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
                  <Badge kind={known.data.state === "sealed" ? "good" : "warn"}>{t(`agreements.state.${known.data.state}`)}</Badge>
                </dd>
                <dt>{t("verify.case")}</dt>
                <dd>{known.data.caseCode}</dd>
                <dt>{t("verify.organisation")}</dt>
                <dd>{known.data.organisation}</dd>
                {known.data.effectiveAt && (
                  <>
                    <dt>{t("agreements.effective")}</dt>
                    <dd>
                      <When at={known.data.effectiveAt} />
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
          <label className="field">
            <span className="label">{t("verify.choose")}</span>
            <input
              className="input"
              type="file"
              accept="application/pdf"
              onChange={(event) => {
                const file = event.target.files?.[0];
                if (file) check.mutate(file);
              }}
            />
          </label>
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
              <ul>
                {check.data.checks.map((one) => (
                  <li key={one.code}>
                    <Badge kind={one.ok ? "good" : "bad"}>{t(one.ok ? "verify.holds" : "verify.fails")}</Badge>{" "}
                    {t(`verify.check.${one.code}`)}
                  </li>
                ))}
              </ul>
            </div>
          )}
        </section>
      </main>
    </>
  );
}
