import { useTranslation } from "react-i18next";
import { Loading } from "../ui/Loading.tsx";

/**
 * Keeps a paper's place while it loads: what stands below, the field for the signature above all,
 * must not jump away under a hand.
 */
export function PaperComing() {
  const { t } = useTranslation();
  return (
    <div className="paper-frame">
      <Loading what={t("agreements.openingPaper")} />
    </div>
  );
}
