import { expect, test } from "vitest";
import * as Y from "yjs";
import { readDocument } from "../../shared/drafting/document.ts";
import { bytesOf } from "../../shared/drafting/updateText.ts";
import type { CaseView } from "../../shared/cases/contract.ts";
import type { RoomView } from "../../shared/rooms/view.ts";
import { aHouse, connected, hears, type Seat } from "../testing/house.ts";
import { aRedis } from "../testing/redis.ts";
import { aCase } from "../testing/stories.ts";
import { wordsIn } from "../testing/editor.ts";

test("two processes on one PostgreSQL and one Redis are one house: words, places and messages reach the other side at once", async () => {
  const { url: redisUrl } = await aRedis();
  const here = await aCase("postgres", { redisUrl });
  const there = await aHouse("postgres", { redisUrl, beside: here.parts.settings });

  type Joined = { ok: boolean; draftId: string; update: Uint8Array };
  const editor = async (house: Pick<typeof here, "socket">, who: Seat) => {
    const socket = house.socket("/drafting", here.caseId, who);
    const doc = new Y.Doc();
    expect(await connected(socket)).toBeNull();
    const joined = (await socket.emitWithAck("draft:join", {
      clientId: doc.clientID,
      stateVector: Y.encodeStateVector(doc),
    })) as Joined;
    Y.applyUpdate(doc, new Uint8Array(joined.update));
    socket.on("draft:updated", ({ update }: { update: string }) =>
      Y.applyUpdate(doc, bytesOf(update)),
    );
    const write = (words: string, clause = "c1") => {
      const before = Y.encodeStateVector(doc);
      wordsIn(doc, clause).insert(0, words);
      return socket.emitWithAck("draft:update", {
        draftId: joined.draftId,
        update: Y.encodeStateAsUpdate(doc, before),
      });
    };
    const text = () => readDocument(doc)[0]?.paragraphs[0] ?? "";
    const shows = async (words: string) =>
      void (
        text().includes(words) ||
        (await hears(socket, "draft:updated", () => text().includes(words)))
      );
    return { write, text, shows };
  };
  const [a, b] = [await editor(here, here.first.seat), await editor(there, here.second.seat)];
  expect(await a.write("甲写的。")).toMatchObject({ ok: true, seq: 1 });
  await b.shows("甲写的。");
  // What B writes stands on what A wrote, which B's process has not read yet.
  expect(await b.write("乙写的。")).toMatchObject({ ok: true, seq: 2 });
  await a.shows("乙写的。");
  for (const one of [a, b]) expect(one.text()).toMatch(/^乙写的。甲写的。/);

  // What A writes elsewhere stands on nothing of B's; A's process still has to learn first that it
  // is not the last.
  expect(await a.write("甲另写的。", "c2")).toMatchObject({ ok: true, seq: 3 });

  // Both at once, in both processes: nothing is lost, whoever was first.
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, n) => (n % 2 ? a : b).write(`〔${n % 2 ? "甲" : "乙"}${n}〕`)),
  );
  expect(answers.filter((one) => !(one as { ok: boolean }).ok)).toEqual([]);
  const whole = (await editor(there, here.mediator)).text();
  expect([whole.match(/〔甲\d+〕/g)?.length, whole.match(/〔乙\d+〕/g)?.length]).toEqual([20, 20]);

  // The door: somebody arrives at one process, the mediator hears of it at the other.
  const mediator = there.socket("/room", here.caseId, here.mediator);
  expect(await connected(mediator)).toBeNull();
  await mediator.emitWithAck("room:open", {});
  const seen = hears<RoomView>(mediator, "room:changed", (view) =>
    JSON.stringify(view).includes(here.first.id),
  );
  const party = here.socket("/room", here.caseId, here.first.seat);
  expect(await connected(party)).toBeNull();
  await party.emitWithAck("room:knock", {});
  expect(JSON.stringify(await seen)).toContain(here.first.name);
  const { parties } = await there.does<CaseView>("GET", `/api/cases/${here.caseId}`, here.mediator);
  expect(parties.flatMap((one) => one.people).find((one) => one.id === here.first.id)?.online).toBe(
    true,
  );
}, 60_000);
