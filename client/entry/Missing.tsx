import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Top } from "../ui/Top.tsx";

export default function Missing() {
  const { t } = useTranslation();
  return (
    <>
      <Top />
      <main className="page narrow" id="main">
        <div className="card">
          <h1>{t("entry.missing")}</h1>
          <p>{t("entry.missingText")}</p>
          <Link className="button main" to="/">
            {t("entry.toStart")}
          </Link>
        </div>
      </main>
    </>
  );
}
