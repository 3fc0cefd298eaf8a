import { useTranslation } from "react-i18next";
import type { SealTrouble as Trouble } from "../../shared/agreements/signing.ts";
import { Notice } from "../ui/Notice.tsx";

/** Why the seal is not on yet, and what happens or helps next. */
export function SealTrouble({ why, givenUp }: { why: Trouble; givenUp: boolean }) {
  const { t } = useTranslation();
  return (
    <Notice kind={givenUp ? "bad" : "warn"}>
      {t(`agreements.trouble.${why}`)}{" "}
      {t(givenUp ? "agreements.sealGivenUp" : "agreements.sealRetries")}
    </Notice>
  );
}
