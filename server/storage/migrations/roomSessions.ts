import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/**
 * A room becomes a session: who was inside is in its one talk, and the talk bears the name that
 * the room had at the media server.
 */
export const roomSessions: Migration = {
  async up(db: Kysely<never>) {
    await sql.raw(toSessions).execute(db);
    await sql`alter table room drop column media_name`.execute(db);
  },
};

const placeOf = `case seat ->> 'place'
  when 'waiting' then jsonb_build_object('at', 'door')
  when 'admitted' then jsonb_build_object('at', 'talk', 'talkId', 'joint')
  else jsonb_build_object('at', 'declined', 'reason', coalesce(seat ->> 'reason', ''))
end`;

const handOf = `case when seat ? 'handRaisedAt'
  then jsonb_build_object('handRaisedAt', seat -> 'handRaisedAt')
  else '{}'::jsonb
end`;

const seats = `coalesce((
  select jsonb_agg(
    jsonb_build_object(
      'personId', seat -> 'personId',
      'name', seat -> 'name',
      'partyId', seat -> 'partyId',
      'place', ${placeOf},
      'since', seat -> 'since',
      'publishes', true
    ) || ${handOf}
    order by position
  )
  from jsonb_array_elements(room.state -> 'seats') with ordinality as listed(seat, position)
), '[]'::jsonb)`;

const whileOpen = (list: string) => `case room.state ->> 'phase'
  when 'open' then jsonb_build_array(jsonb_build_object(${list}))
  else '[]'::jsonb
end`;

const toSessions = `update room set state = jsonb_build_object(
  'phase', room.state -> 'phase',
  'openedAt', room.state -> 'openedAt',
  'endedAt', room.state -> 'endedAt',
  'leads', ${whileOpen("'personId', cases.mediator_id, 'talkId', 'joint'")},
  'talks', ${whileOpen("'id', 'joint', 'kind', 'joint', 'media', room.media_name")},
  'seats', ${seats}
)
from cases
where cases.id = room.case_id`;
