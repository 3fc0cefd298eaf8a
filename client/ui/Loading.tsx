import { useTranslation } from "react-i18next";

export function Loading({ what }: { what?: string }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="status">
      <span className="spin" aria-hidden />
      {what ?? t("ui.loading")}
    </div>
  );
}
