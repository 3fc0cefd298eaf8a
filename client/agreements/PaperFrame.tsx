import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { isShut } from "../transport/api.ts";
import { Wrong } from "../ui/Wrong.tsx";
import { part } from "../ui/part.tsx";
import { PaperComing } from "./PaperComing.tsx";
import { usePaper } from "./api.ts";

const PaperPages = part(() => import("./PaperPages.tsx"), <PaperComing />);

/** A paper: read in the page, and always to be opened or saved. */
export function PaperFrame({ path, title, name }: { path: string; title: string; name: string }) {
  const { t } = useTranslation();
  const { data, error } = usePaper(path);
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!data) return;
    const made = URL.createObjectURL(data);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [data]);
  if (isShut(error, data)) return <Wrong error={error} />;
  const link = url ?? undefined;
  return (
    <div className="stack">
      {data ? <PaperPages paper={data} title={title} /> : <PaperComing />}
      {/* Its place is kept while the paper comes: below, somebody may be signing already. */}
      <div className={url ? "row" : "row unseen"}>
        <a className="button small plain" href={link} target="_blank" rel="noreferrer">
          {t("agreements.openPaper")}
        </a>
        <a className="button small plain" href={link} download={name}>
          {t("agreements.savePaper")}
        </a>
      </div>
    </div>
  );
}
