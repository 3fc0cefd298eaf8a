import { useTranslation } from "react-i18next";
import type { Finding } from "../../shared/drafting/finding.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useClauseNumber } from "./useClauseNumber.ts";

/** One finding as a sentence: what is wrong, what stands at each of the two places, what to do. */
export function useFindingText(): (finding: Finding) => string {
  const { t } = useTranslation();
  return ({ code, detail, values }) =>
    t(`drafting.finding.${code}`, values ?? {}) +
    (detail ? t("drafting.findingDetail", { detail }) : "");
}

/** The clause, and in it the field, a finding speaks of. */
export function goTo({ clauseId, field }: Finding): void {
  const clause = clauseId ? document.getElementById(`clause-${clauseId}`) : null;
  const place = (field && clause?.querySelector<HTMLElement>(`[data-field="${field}"]`)) || clause;
  clause?.scrollIntoView({ block: "center" });
  place?.focus({ preventScroll: true });
}

/** What the check before freezing found; pressing one leads to its place. */
export function FindingList({
  findings,
  reasons,
  onReason,
  onGo,
}: {
  findings: Finding[];
  reasons: Record<string, string>;
  onReason: (key: string, reason: string) => void;
  onGo: (finding: Finding) => void;
}) {
  const { t } = useTranslation();
  const say = useFindingText();
  const numberOf = useClauseNumber();
  if (findings.length === 0) return <Notice kind="good">{t("drafting.allGood")}</Notice>;
  return (
    <ul className="findings">
      {findings.map((one) => {
        const key = `${one.code} ${one.clauseId} ${one.field} ${one.personId} ${JSON.stringify(one.values)}${one.detail}`;
        const { settle } = one;
        const text =
          one.number === null
            ? say(one)
            : t("drafting.named", {
                name: t("drafting.clauseNumber", { number: numberOf(one.number) }),
                value: say(one),
              });
        return (
          <li key={key}>
            <Badge kind={one.blocking ? "bad" : "warn"}>
              {t(one.blocking ? "drafting.mustFix" : "drafting.weigh")}
            </Badge>{" "}
            <span>{text}</span>
            {one.clauseId && (
              <Button small plain onClick={() => onGo(one)}>
                {t("drafting.goThere")}
              </Button>
            )}
            {settle && (
              <label className="small block">
                {t("drafting.settleReason")}
                <input
                  className="input small"
                  maxLength={300}
                  value={reasons[settle] ?? ""}
                  onChange={(event) => onReason(settle, event.target.value)}
                />
              </label>
            )}
          </li>
        );
      })}
    </ul>
  );
}
