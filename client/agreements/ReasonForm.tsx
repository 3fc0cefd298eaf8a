import { useTranslation } from "react-i18next";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useKept, useSend } from "../ui/useKept.ts";

/**
 * A step against the text `of` this id, whose reason others will read; `words` names the sentences
 * under `agreements`.
 */
export function ReasonForm({
  of,
  words,
  onSend,
  onCancel,
}: {
  of: string;
  words: "decline" | "reopen" | "askReopen";
  onSend: (reason: string) => Promise<void>;
  onCancel: () => void;
}) {
  const { t } = useTranslation();
  const mine = `reason to ${words} ${of}`;
  const [reason, setReason, forget] = useKept(mine, "");
  const send = useSend(mine, { mutationFn: onSend, onSuccess: (_, sent) => forget(sent) });
  return (
    <form
      className="card above-12"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(reason);
      }}
    >
      <p>{t(`agreements.${words}Text`)}</p>
      <Field label={t("agreements.reason")}>
        <textarea
          required
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      <Wrong error={send.error} />
      <div className="row">
        <Button danger type="submit" busy={send.isPending}>
          {t(`agreements.${words}`)}
        </Button>
        <Button
          plain
          onClick={() => {
            forget();
            onCancel();
          }}
        >
          {t("ui.cancel")}
        </Button>
      </div>
    </form>
  );
}
