import { useTranslation } from "react-i18next";
import type { Supplement, SupplementData } from "../../shared/confirmation/contract.ts";
import { When } from "../ui/When.tsx";

/** What changed after filing, beside what was filed (R-C22). */
export function Supplements({ supplements }: { supplements: Supplement[] }) {
  const { t } = useTranslation();
  if (supplements.length === 0) return null;
  const say = (data: SupplementData) =>
    [
      data.address,
      data.phone,
      data.email,
      t(data.electronic ? "court.electronic" : "court.notElectronic"),
    ]
      .filter(Boolean)
      .join(t("ui.and"));
  return (
    <section className="card">
      <h2>{t("court.supplements")}</h2>
      <p className="muted small">{t("court.supplementsText")}</p>
      {supplements.map((one) => (
        <div key={`${one.at} ${one.who}`} className="card quiet">
          <p>
            <strong>{one.who}</strong>
            {one.onBehalfOf !== one.who && t("court.onBehalfOf", { name: one.onBehalfOf })} ·{" "}
            <When at={one.at} />
          </p>
          <p className="small muted">
            {t("court.before")} {say(one.before)}
          </p>
          <p className="small">
            {t("court.after")} {say(one.after)}
          </p>
        </div>
      ))}
    </section>
  );
}
