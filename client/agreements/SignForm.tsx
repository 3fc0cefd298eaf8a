import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Stroke } from "../../shared/agreements/agreement.ts";
import type { CodeSent } from "../../shared/agreements/contract.ts";
import { isSignature } from "../../shared/agreements/ink.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { CodeInput } from "../ui/CodeInput.tsx";
import { useKept } from "../ui/useKept.ts";
import { SignaturePad } from "./SignaturePad.tsx";

const NOTHING_MADE = { agreed: false, strokes: [] as Stroke[], typing: false, typedName: "" };

export type Signature = { code: string; statement: boolean; strokes: Stroke[]; typedName: string };

/**
 * The act of signing: the statement of free will, the hand (or the typed name), a fresh code. What
 * is made stays with the text `of` this id while the page lives, and never goes over to another
 * text.
 */
export function SignForm({
  of,
  name,
  statement,
  askCode,
  onSign,
}: {
  of: string;
  name: string;
  statement: string;
  askCode: () => Promise<CodeSent>;
  onSign: (signature: Signature) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const mine = `signature of ${of} ${name}`;
  const [form, keep, forget] = useKept(mine, NOTHING_MADE);
  const { agreed, strokes, typing, typedName } = form;
  const put = (change: Partial<typeof form>) => keep({ ...form, ...change });
  const [code, setCode] = useState("");
  const ask = useMutation({ mutationFn: askCode });
  const sign = useMutation({
    mutationFn: () =>
      onSign({
        code,
        statement: agreed,
        strokes: typing ? [] : strokes,
        typedName: typing ? typedName : "",
      }),
    onSuccess: () => forget(),
  });
  const ready = agreed && (typing ? typedName !== "" : isSignature(strokes));
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        sign.mutate();
      }}
    >
      <h2>{t("agreements.yourSignature")}</h2>
      <label className="check">
        <input
          type="checkbox"
          checked={agreed}
          onChange={(event) => put({ agreed: event.target.checked })}
        />
        <span>{statement}</span>
      </label>
      {typing ? (
        <Field label={t("agreements.typedName")} hint={t("agreements.typedHint", { name })}>
          <input
            value={typedName}
            autoComplete="off"
            onChange={(event) => put({ typedName: event.target.value })}
          />
        </Field>
      ) : (
        <>
          <p>{t("agreements.draw")}</p>
          <SignaturePad
            strokes={strokes}
            onChange={(drawn) => put({ strokes: drawn })}
            name={name}
          />
        </>
      )}
      <p className="above-8">
        <button
          type="button"
          className="quiet button small plain"
          onClick={() => put({ typing: !typing })}
        >
          {t(typing ? "agreements.drawInstead" : "agreements.typeInstead")}
        </button>
      </p>
      {ask.data?.demoCode && (
        <Notice kind="warn">
          <Badge kind="demo">{t("entry.demoMark")}</Badge> {t("people.demoCode")}{" "}
          <strong className="tabular">{ask.data.demoCode}</strong>
        </Notice>
      )}
      {ask.data && (
        <Field label={t("people.code")} hint={t("people.codeHint", { to: ask.data.sentTo })}>
          <CodeInput value={code} onCode={setCode} />
        </Field>
      )}
      <p>
        <Button onClick={() => ask.mutate()} busy={ask.isPending} disabled={!ready}>
          {t(ask.data ? "people.again" : "agreements.getCode")}
        </Button>
      </p>
      {!ready && <p className="small muted">{t("agreements.notReady")}</p>}
      <Wrong error={ask.error ?? sign.error} />
      <Button main block type="submit" busy={sign.isPending} disabled={!ready || code.length !== 6}>
        {t("agreements.signNow")}
      </Button>
    </form>
  );
}
