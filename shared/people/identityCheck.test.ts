import { expect, test } from "vitest";
import {
  checkableRefusal,
  checkSteps,
  identityChangeRefusal,
  isOtherIdentity,
  undoRefusal,
  unfinishedCheck,
  videoRefusal,
} from "./identityCheck.ts";

test("R-P12 every step of the guide is done, and a place is noted with the card in hand", () => {
  expect(unfinishedCheck("video", checkSteps, "")).toBe(null);
  expect(unfinishedCheck("in-person", checkSteps, " ")).toBe("people/check-place-needed");
  for (const left of checkSteps)
    expect(
      unfinishedCheck(
        "video",
        checkSteps.filter((one) => one !== left),
        "",
      ),
    ).toBe("people/check-unfinished");
});

test("R-P13 on video means both there, admitted, in the open session, and the media server says that the camera is on", () => {
  const now = { open: true, admitted: true, mediatorHere: true, personHere: true, picture: true };
  expect(videoRefusal(now)).toBe(null);
  for (const away of ["open", "admitted", "mediatorHere", "personHere"] as const)
    expect(videoRefusal({ ...now, [away]: false })).toBe("people/check-not-in-room");
  expect(videoRefusal({ ...now, picture: false })).toBe("people/check-no-picture");
  expect(videoRefusal({ ...now, picture: null })).toBe("people/check-no-answer");
});

test("R-P14 checked is who has done the entry steps, and once", () =>
  expect((["link", "code", "entered", "verified"] as const).map(checkableRefusal)).toEqual([
    "people/check-too-early",
    "people/check-too-early",
    null,
    "people/already-checked",
  ]));

test("R-P15 a check is taken back until the person has signed by it", () => {
  expect(undoRefusal({ verified: true, signed: false })).toBeNull();
  expect(undoRefusal({ verified: true, signed: true })).toBe("people/check-signed");
  for (const signed of [true, false])
    expect(undoRefusal({ verified: false, signed })).toBe("people/not-checked");
});

test("R-P32 another number or another kind of document is another identity; a first one is not", () => {
  const before = { kind: "resident-id", number: "330199199001151234" } as const;
  expect(isOtherIdentity(before, { ...before })).toBe(false);
  expect(isOtherIdentity(before, { ...before, number: "330199199001151242" })).toBe(true);
  expect(isOtherIdentity(before, { ...before, kind: "passport" })).toBe(true);
  expect(isOtherIdentity(null, before)).toBe(false);
});

test("R-P33 while a text stands no identity becomes another", () => {
  const refusals = [true, false].flatMap((isOther) =>
    [true, false].map((textStands) => identityChangeRefusal({ isOther, textStands })),
  );
  expect(refusals).toEqual(["people/identity-frozen", null, null, null]);
});
