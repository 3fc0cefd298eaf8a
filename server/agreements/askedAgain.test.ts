import { describe, expect, test } from "vitest";
import type { ParticipantAsker } from "../../shared/people/asker.ts";
import { signApplication } from "../confirmation/signApplication.ts";
import { withdraw } from "../confirmation/withdraw.ts";
import { checkCode, spendCode } from "../people/codes.ts";
import { endCodes } from "../people/endSessions.ts";
import { engines } from "../testing/databases.ts";
import {
  aCase,
  asKnown,
  type CaseWorld,
  checksDocument,
  filesApplication,
  frozen,
  sealed,
  STROKES,
} from "../testing/stories.ts";
import { decline } from "./decline.ts";
import { answerReopening, reopen } from "./reopen.ts";
import { sign } from "./sign.ts";

const FROM = { ip: "127.0.0.1", device: "test" };

async function partyAtTheDoor(world: CaseWorld): Promise<ParticipantAsker> {
  const asker = await asKnown(world, world.first.seat);
  if (asker.kind !== "participant") throw new Error("not a party");
  return asker;
}

type Changed = {
  verified_at?: Date | null;
  capacity?: "self" | "agent";
  authority?: "general" | null;
};

const becomes = (world: CaseWorld, change: Changed) =>
  world.parts.db.updateTable("participant").set(change).where("id", "=", world.first.id).execute();

const refusal = async (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => "done",
    (error: { code: string }) => error.code,
  );

const codeFor = async (world: CaseWorld, what: "agreement" | "confirmation") =>
  (
    await world.does<{ demoCode: string }>(
      "POST",
      `/api/cases/${world.caseId}/${what}/code`,
      world.first.seat,
      {},
    )
  ).demoCode;

const GENERAL_AGENT = { capacity: "agent", authority: "general" } as const;
const THE_PARTY = { capacity: "self", authority: null } as const;

describe.each(engines)("what an act rests on, when it waited on %s", (engine) => {
  test("R-P31 a check taken back, an authority narrowed or a session ended meanwhile; a renamed signer, an ended code: nobody signs or declines", async () => {
    const world = await aCase(engine);
    const { versionId, contentHash } = await frozen(world);
    const [known, code] = [await partyAtTheDoor(world), await codeFor(world, "agreement")];
    const signs = () =>
      sign(
        world.parts,
        known,
        world.caseId,
        { versionId, hash: contentHash, code, statement: true, strokes: STROKES, typedName: "" },
        FROM,
      );
    const place = `/api/cases/${world.caseId}/participants/${world.first.id}`;
    await world.does("POST", `${place}/identity-checks/undo`, world.mediator, {
      reason: "照片看不清",
    });
    expect(await refusal(signs())).toBe("people/not-verified");
    await checksDocument(world, world.mediator, world.first.id);
    await becomes(world, GENERAL_AGENT);
    expect(await refusal(signs())).toBe("agreements/no-special-authority");
    await becomes(world, THE_PARTY);
    await world.does("POST", `${place}/sessions/end`, world.mediator, {});
    expect(await refusal(signs())).toBe("people/sign-in-needed");
    expect(
      await refusal(decline(world.parts, known, world.caseId, { versionId, reason: "不同意" })),
    ).toBe("people/sign-in-needed");
    const { db, now } = world.parts;
    await db.updateTable("participant").set({ name: "另名" }).where("id", "=", known.id).execute();
    // The demo's acts show no session; the typed name must be the one on record when the signature
    // is made.
    const stillIn = { ...known, sessionId: null };
    const typed = {
      versionId,
      hash: contentHash,
      code,
      statement: true,
      strokes: [],
      typedName: known.name,
    };
    expect(await refusal(sign(world.parts, stillIn, world.caseId, typed, FROM))).toBe(
      "agreements/typed-name-differs",
    );
    // R-P5: a code that was ended after it had been compared is not taken.
    const codeId = await checkCode(world.parts, { participantId: known.id }, "sign", code);
    await db.transaction().execute((tx) => endCodes(tx, known.id, now()));
    expect(await refusal(db.transaction().execute((tx) => spendCode(tx, codeId, now())))).toBe(
      "people/code-expired",
    );
    expect(await db.selectFrom("signature").select("id").execute()).toEqual([]);
    expect(await db.selectFrom("decline").select("id").execute()).toEqual([]);
  });

  test("R-P31 nor lets it anybody agree to a change, sign the application or withdraw it", async () => {
    const world = await aCase(engine);
    const { versionId } = await sealed(world);
    const { parts, caseId } = world;
    const known = await partyAtTheDoor(world);
    const unverified = async (act: () => Promise<unknown>) => {
      await becomes(world, { verified_at: null });
      const code = await refusal(act());
      await becomes(world, { verified_at: new Date() });
      return code;
    };
    await reopen(parts, await asKnown(world, world.mediator), caseId, {
      versionId,
      reason: "金额写错",
    });
    expect(
      await unverified(() => answerReopening(parts, known, caseId, { versionId, agree: true })),
    ).toBe("people/not-verified");
    await world.does("POST", `/api/cases/${caseId}/agreement/reopen/answer`, world.second.seat, {
      versionId,
      agree: false,
    });

    const base = `/api/cases/${caseId}/confirmation`;
    const { courts } = await world.does<{ courts: { id: string }[] }>("GET", base, world.mediator);
    await world.does("POST", `${base}/court`, world.first.seat, { courtId: courts[0]?.id });
    const { application } = await world.does<{ application: { hash: string } }>(
      "GET",
      base,
      world.mediator,
    );
    const input = {
      hash: application.hash,
      code: await codeFor(world, "confirmation"),
      statement: true,
      strokes: STROKES,
      typedName: "",
    };
    expect(await unverified(() => signApplication(parts, known, caseId, input, FROM))).toBe(
      "people/not-verified",
    );
    expect(await parts.db.selectFrom("application_signature").select("id").execute()).toEqual([]);

    const id = await filesApplication(world);
    const defects = [{ document: "application", field: "phone", note: "补电话" }];
    const { revision } = await parts.db
      .selectFrom("application")
      .select("revision")
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    await world.does("POST", `/api/court/applications/${id}/decision`, world.clerk, {
      decision: "return",
      revision,
      defects,
    });
    expect(await unverified(() => withdraw(parts, known, caseId))).toBe("people/not-verified");
    await becomes(world, GENERAL_AGENT);
    expect(await refusal(withdraw(parts, known, caseId))).toBe("agreements/no-special-authority");
    expect(await parts.db.selectFrom("withdrawal_agreed").select("party_id").execute()).toEqual([]);
  });
});
