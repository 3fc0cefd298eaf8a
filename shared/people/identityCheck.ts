import type { RefusalCode } from "../refusal.ts";
import type { Level } from "./asker.ts";
import type { IdKind } from "./idNumber.ts";

/** How a document can be checked: on the picture of the live session, or with the card in hand. */
export const checkWays = ["video", "in-person"] as const;
export type CheckWay = (typeof checkWays)[number];

/** The guide: the face against the photo, the name, the number, the validity of the card. */
export const checkSteps = ["face", "name", "number", "validity"] as const;
export type CheckStep = (typeof checkSteps)[number];

/** A check that is not finished within this time is begun anew. */
export const CHECK_MINUTES = 30;

/**
 * R-P12. A check is whole when each step of the guide was done; with the card in hand the place is
 * noted.
 */
export function unfinishedCheck(
  way: CheckWay,
  ticks: readonly CheckStep[],
  place: string,
): RefusalCode | null {
  if (!checkSteps.every((step) => ticks.includes(step))) return "people/check-unfinished";
  return way === "in-person" && place.trim().length < 2 ? "people/check-place-needed" : null;
}

/**
 * What the server knows of the room at this moment. `mediatorHere` and `personHere` say who has the
 * room itself open; `picture` is null when the media server does not answer.
 */
export type InRoom = {
  open: boolean;
  admitted: boolean;
  mediatorHere: boolean;
  personHere: boolean;
  picture: boolean | null;
};

/**
 * R-P13. On video means: now, in the open session, mediator and person both in the room, the person
 * admitted and the media server's word that the camera is on (在线调解规则 17). Without that word nobody
 * says "on video"; the card in hand remains.
 */
export function videoRefusal(room: InRoom): RefusalCode | null {
  if (!room.open || !room.admitted || !room.mediatorHere || !room.personHere)
    return "people/check-not-in-room";
  if (room.picture === null) return "people/check-no-answer";
  return room.picture ? null : "people/check-no-picture";
}

/** R-P14. Checked is who has given name and number and has done the other steps, once. */
export function checkableRefusal(level: Level): RefusalCode | null {
  if (level === "verified") return "people/already-checked";
  return level === "entered" ? null : "people/check-too-early";
}

/** R-P15. A check may be taken back, with a reason, until the person has signed by it. */
export function undoRefusal(facts: { verified: boolean; signed: boolean }): RefusalCode | null {
  if (!facts.verified) return "people/not-checked";
  return facts.signed ? "people/check-signed" : null;
}

type Identity = { kind: IdKind; number: string };

/**
 * R-P32. Another number or another kind of document is another identity, and the check of the one
 * before falls.
 */
export const isOtherIdentity = (before: Identity | null, after: Identity): boolean =>
  before !== null && (before.kind !== after.kind || before.number !== after.number);

/**
 * R-P33. While a text stands nobody on it becomes another: number and kind of document change only
 * once it has been opened again, as the mediator's corrections do. A first number contradicts
 * nothing that was printed.
 */
export const identityChangeRefusal = (change: {
  isOther: boolean;
  textStands: boolean;
}): RefusalCode | null => (change.isOther && change.textStands ? "people/identity-frozen" : null);
