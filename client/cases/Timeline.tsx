import { useTranslation } from "react-i18next";
import type { TimelineEntry } from "../../shared/cases/contract.ts";
import { useClauseNumber } from "../drafting/useClauseNumber.ts";
import { useTitle } from "../people/titles.ts";
import { isShut } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Loading } from "../ui/Loading.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useTimeline } from "./api.ts";

/** Everything that happened, newest first, with the state of its chain. */
export default function Timeline({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const numberOf = useClauseNumber();
  const titled = useTitle();
  const { data, error } = useTimeline(caseId);
  if (isShut(error, data)) return <Wrong error={error} />;
  if (!data) return <Loading />;
  return (
    <section className="card">
      <Wrong error={error} />
      <div className="row between">
        <h2>{t("cases.tab.timeline")}</h2>
        <Badge kind={data.whole ? "good" : "bad"}>
          {t(data.whole ? "cases.chainWhole" : "cases.chainBroken")}
        </Badge>
      </div>
      <ol className="bare">
        {gathered(data.entries).map(({ one, times }) => (
          <li
            key={one.seq}
            style={{
              display: "grid",
              gridTemplateColumns: "6.5em 1fr",
              gap: 12,
              padding: "7px 0",
              borderBottom: "1px solid var(--line)",
            }}
          >
            <span className="muted small tabular">
              <When at={one.at} />
            </span>
            <span>
              <strong>{one.actor}</strong>
              {one.actorTitle && <span className="muted small"> {titled(one.actorTitle)}</span>}{" "}
              {t(keysOf(one), {
                ...one.about,
                ...(one.about.whoTitle
                  ? {
                      who: t("people.withTitle", {
                        name: one.about.who,
                        title: titled(String(one.about.whoTitle)),
                      }),
                    }
                  : {}),
                ...(typeof one.about.number === "number"
                  ? { clause: numberOf(one.about.number) }
                  : {}),
                defaultValue: one.event,
              })}
              {times > 1 && <span className="muted small"> × {times}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/**
 * Why somebody was declined is told to that side only (R-K2); the others read the line without it.
 */
const keysOf = ({ event, about }: TimelineEntry) => {
  const key = `cases.events.${event.replace("/", ".")}`;
  return about.reason === undefined ? [`${key}-unsaid`, key] : [key];
};

/**
 * The same act by the same person, again and again with nothing between, is one line with a count.
 */
function gathered(entries: TimelineEntry[]): { one: TimelineEntry; times: number }[] {
  const lines: { one: TimelineEntry; times: number }[] = [];
  const act = ({ actor, actorId, event, about }: TimelineEntry) =>
    JSON.stringify([actorId ?? actor, event, event === "court/opened" ? null : about]);
  for (const one of entries) {
    const last = lines.at(-1);
    if (last && act(last.one) === act(one)) last.times++;
    else lines.push({ one, times: 1 });
  }
  return lines;
}
