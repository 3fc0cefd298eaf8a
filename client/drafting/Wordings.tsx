import { useTranslation } from "react-i18next";
import type { Clause } from "../../shared/drafting/clause.ts";
import { setBody } from "../../shared/drafting/document.ts";
import { isShut } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Loading } from "../ui/Loading.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import type { DraftLink } from "./draftLink.ts";
import { useWordings } from "./api.ts";

/** How a clause read before, newest first; one press brings a wording back. */
export function Wordings({
  caseId,
  link,
  clause,
  mayEdit,
  onDone,
}: {
  caseId: string;
  link: DraftLink;
  clause: Clause;
  mayEdit: boolean;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const { data, error } = useWordings(caseId, clause.id);
  if (isShut(error, data)) return <Wrong error={error} />;
  if (!data) return <Loading what={t("drafting.wordings")} />;
  const others = data.wordings.filter(
    (one) => one.paragraphs.join("\n") !== clause.paragraphs.join("\n"),
  );
  return (
    <section className="stack above-10" aria-label={t("drafting.wordings")}>
      {others.length === 0 && <p className="muted small">{t("drafting.noWordings")}</p>}
      {others.map((one) => (
        <div key={one.id} className="notice">
          <p className="small muted">
            {t("drafting.wordingBefore", { name: one.by })} · <When at={one.at} />
          </p>
          <p className="as-written">{one.paragraphs.join("\n")}</p>
          {mayEdit && (
            <Button
              small
              onClick={() => {
                setBody(link.doc, clause.id, one.paragraphs);
                onDone();
              }}
            >
              {t("drafting.useWording")}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}
