import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { RoomView } from "../../shared/rooms/view.ts";
import { CheckGuide } from "../people/CheckGuide.tsx";
import { useTitle } from "../people/titles.ts";
import { isShut } from "../transport/api.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useCase } from "../cases/api.ts";

/**
 * Beside the faces: who is inside, whose document is still to be checked, and the guide for one of
 * them.
 */
export default function CheckPanel({ caseId, room }: { caseId: string; room: RoomView }) {
  const { t } = useTranslation();
  const titled = useTitle();
  const [chosen, choose] = useState<string | null>(null);
  const { data, error } = useCase(caseId);
  if (isShut(error, data)) return <Wrong error={error} />;
  if (!data) return <Loading />;
  const people = data.parties.flatMap((party) => party.people);
  const inside = room.inside.flatMap((one) => {
    const person = people.find((each) => each.id === one.personId);
    return person ? [{ ...person, title: one.title }] : [];
  });
  const person = inside.find((one) => one.id === chosen && one.level === "entered");
  if (person)
    return (
      <>
        <h2>
          {t("people.check.title", {
            name: t("people.withTitle", { name: person.name, title: titled(person.title) }),
          })}
        </h2>
        <CheckGuide
          key={person.id}
          caseId={caseId}
          person={person}
          way="video"
          onDone={() => choose(null)}
          onWrongNumber={null}
        />
        <p>
          <Button small plain onClick={() => choose(null)}>
            {t("people.check.back")}
          </Button>
        </p>
      </>
    );
  return (
    <>
      <Wrong error={error} />
      <h2>{t("people.check.open")}</h2>
      <p className="muted">{t("people.check.inRoomText")}</p>
      {inside.length === 0 && <Empty>{t("people.check.nobodyInside")}</Empty>}
      <ul className="plain-list">
        {inside.map((one) => (
          <li key={one.id} className="row between" data-check-row>
            <span className="grow">
              {t("people.withTitle", { name: one.name, title: titled(one.title) })}
            </span>
            {one.level === "entered" ? (
              <Button small main onClick={() => choose(one.id)}>
                {t("people.check.open")}
              </Button>
            ) : (
              <Badge kind={one.level === "verified" ? "good" : "warn"}>
                {t(`cases.level.${one.level}`)}
              </Badge>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
