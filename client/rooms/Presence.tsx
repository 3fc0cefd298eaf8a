import { useTranslation } from "react-i18next";
import type { RoomView } from "../../shared/rooms/view.ts";

/** Who is in the room now, truly: a place that is kept is no person who hears. */
export function Presence({ room }: { room: RoomView }) {
  const { t } = useTranslation();
  const { mediator, me } = room;
  const away = room.inside
    .filter((one) => !one.here && one.personId !== me.personId)
    .map((one) => one.name);
  // Oneself is here whatever the server has heard so far.
  const others =
    room.inside.filter((one) => one.here && one.personId !== me.personId).length +
    (me.leads || !mediator.here ? 0 : 1);
  return (
    <span className="grow" role="status" data-present={others + 1}>
      {t("rooms.with", { count: others + 1 })}
      {!me.leads && !mediator.here && (
        <span className="small"> · {t("rooms.mediatorGone", { name: mediator.name })}</span>
      )}
      {away.length > 0 && (
        <span className="small"> · {t("rooms.othersGone", { names: away.join(t("ui.and")) })}</span>
      )}
    </span>
  );
}
