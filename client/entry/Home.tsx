import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { send } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Top } from "../ui/Top.tsx";

type Status = { demo: boolean; media: { ready: boolean; step: string; detail: string } };

type Demo = {
  staff: { role: string; name: string; email: string; password: string; url: string }[];
  cases: {
    id: string;
    code: string;
    title: string;
    state: string;
    parties: { name: string; role: string; joinUrl: string }[];
  }[];
};

const pathOf = (url: string) => new URL(url).pathname;

/** What it is, the ways in, and how far the media server is. */
export default function Home() {
  const { t } = useTranslation();
  const status = useQuery({
    queryKey: ["status"],
    queryFn: () => send<Status>("GET", "/api/status"),
    refetchInterval: (query) => (query.state.data?.media.ready ? false : 2000),
  });
  const demo = useQuery({
    queryKey: ["demo"],
    queryFn: () => send<Demo>("GET", "/api/demo"),
    enabled: status.data?.demo === true,
  });
  return (
    <>
      <Top />
      <section className="hero">
        <div className="inner">
          <h1>{t("entry.title")}</h1>
          <p className="lead">{t("entry.lead")}</p>
        </div>
      </section>
      <main className="page" id="main">
        {status.data && <MediaNotice media={status.data.media} />}
        <div className="ways">
          <div className="card">
            <h2>{t("entry.party")}</h2>
            <p>{t("entry.partyText")}</p>
          </div>
          <Way to="/desk" title={t("entry.desk")} text={t("entry.deskText")} />
          <Way to="/office" title={t("entry.office")} text={t("entry.officeText")} />
          <Way to="/court" title={t("entry.court")} text={t("entry.courtText")} />
          <Way to="/verify" title={t("entry.verify")} text={t("entry.verifyText")} />
        </div>
        {demo.data && <DemoCases demo={demo.data} />}
      </main>
    </>
  );
}

const Way = ({ to, title, text }: { to: string; title: string; text: string }) => (
  <div className="card">
    <h2>
      {/* A page of its own: what one person read is not in the memory of the next one's. */}
      <a href={to}>{title}</a>
    </h2>
    <p>{text}</p>
  </div>
);

function MediaNotice({ media }: { media: Status["media"] }) {
  const { t } = useTranslation();
  if (media.ready) return null;
  const failed = media.step === "failed" || media.step === "off";
  return (
    <Notice kind={failed ? "warn" : ""}>
      <p>
        {!failed && <span className="spin" aria-hidden />}
        {t(`entry.media.${media.step}`)}
      </p>
      {failed && (
        <p className="small">
          {t("entry.media.how")} {media.detail}
        </p>
      )}
    </Notice>
  );
}

function DemoCases({ demo }: { demo: Demo }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <h2>
        {t("entry.demoTitle")} <Badge kind="demo">{t("entry.demoMark")}</Badge>
      </h2>
      <p>{t("entry.demoText")}</p>
      <div className="table-wrap" style={{ marginBottom: 16 }}>
        <table className="list nowrap stacked">
          <thead>
            <tr>
              <th>{t("entry.role")}</th>
              <th>{t("entry.name")}</th>
              <th>{t("entry.account")}</th>
              <th>{t("entry.password")}</th>
            </tr>
          </thead>
          <tbody>
            {demo.staff.map((one) => (
              <tr key={one.role}>
                <td>
                  <a href={pathOf(one.url)}>{t(`entry.roles.${one.role}`)}</a>
                </td>
                <td>{one.name}</td>
                <td>{one.email}</td>
                <td>{one.password}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {demo.cases.map((one) => (
        <div key={one.id} className="card">
          <h3>{one.title}</h3>
          <p className="small muted">
            {one.code} <Badge kind="accent">{t(`entry.states.${one.state}`)}</Badge>
          </p>
          <div className="row">
            {one.parties.map((party) => (
              <a key={party.joinUrl} className="button small plain" href={pathOf(party.joinUrl)}>
                {t("entry.openAs", { name: party.name })}
              </a>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
