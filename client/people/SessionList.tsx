import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { SessionView } from "../../shared/people/contract.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useDevice } from "./useDevice.ts";

/** Where somebody is signed in: device, last use, and the ending of each. */
export function SessionList({
  sessions,
  onEnd,
}: {
  sessions: SessionView[];
  onEnd: (id: string) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const deviceName = useDevice();
  const end = useMutation({ mutationFn: onEnd });
  if (sessions.length === 0) return <Empty>{t("people.sessions.none")}</Empty>;
  return (
    <>
      <Wrong error={end.error} />
      <ul className="plain-list">
        {sessions.map((one) => (
          <li key={one.id} className="row between" data-session>
            <span className="grow">
              <strong>{deviceName(one.device)}</strong>{" "}
              {one.current && <Badge kind="good">{t("people.sessions.current")}</Badge>}
              <span className="small muted block">
                {t("people.sessions.used")} <When at={one.usedAt} /> · {t("people.sessions.since")}{" "}
                <When at={one.since} />
              </span>
            </span>
            <Button
              small
              plain
              busy={end.isPending && end.variables === one.id}
              onClick={() => end.mutate(one.id)}
            >
              {t(one.current ? "people.sessions.endHere" : "people.sessions.end")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
