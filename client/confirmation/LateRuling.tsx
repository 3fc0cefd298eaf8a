import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useReadCourtAgain } from "./api.ts";

export const base64Of = (file: File) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });

/** The court's ruling, handed in after a decision that was made without its file (R-C24). */
export function LateRuling({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const readCourtAgain = useReadCourtAgain();
  const [file, setFile] = useState<File | null>(null);
  const send = useMutation({
    mutationFn: async (ruling: File) =>
      call("POST /api/court/applications/:applicationId/ruling", {
        params: { applicationId },
        body: { rulingPdf: await base64Of(ruling) },
      }),
    onSettled: readCourtAgain,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file) send.mutate(file);
      }}
    >
      <p className="muted">{t("court.rulingMissing")}</p>
      <Field label={t("court.rulingPdf")}>
        <input
          type="file"
          accept="application/pdf"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </Field>
      <Wrong error={send.error} />
      <Button main type="submit" busy={send.isPending} disabled={!file}>
        {t("court.handInRuling")}
      </Button>
    </form>
  );
}
