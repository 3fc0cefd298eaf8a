import { type AddressInfo, createServer } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { readSettings } from "../settings.ts";
import { engines } from "../testing/databases.ts";
import { aHouse } from "../testing/house.ts";
import { messageWorker } from "./deliver.ts";
import { JobFault, putOutbox, retryOutbox, startOutbox } from "./outbox.ts";
import { forgetExpired, SECRET_PLACE, sealSecret } from "./secrets.ts";

const FIRST = { tries: 1, isLast: false };

/** A mail server that takes one letter after another and keeps their text. */
async function aMailServer() {
  const letters: string[] = [];
  const server = createServer((socket) => {
    let letter: string | null = null;
    socket.write("220 mail\r\n");
    socket.on("data", (chunk) => {
      if (letter !== null) {
        letter += chunk.toString();
        if (!letter.endsWith("\r\n.\r\n")) return;
        letters.push(letter);
        letter = null;
        return void socket.write("250 ok\r\n");
      }
      for (const line of chunk.toString().trim().split("\r\n")) {
        if (/^DATA/i.test(line)) letter = "";
        socket.write(
          /^DATA/i.test(line)
            ? "354 go on\r\n"
            : /^QUIT/i.test(line)
              ? "221 bye\r\n"
              : "250 ok\r\n",
        );
      }
    });
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, letters };
}

describe.each(engines)("messages on %s", (engine) => {
  test("R-L6 a message goes out by SMTP with its link when a server is set; after that, and when it ran out, the row holds no secret", async () => {
    const mail = await aMailServer();
    const { parts } = await aHouse(engine);
    const now = new Date("2026-11-25T08:00:00Z");
    const keys = parts.keys;
    const to = "party@example.org";
    const put = async (of: string, text: string, until: Date) => {
      const payload = { to, subject: "调解邀请", text: `请打开您本人的链接：${SECRET_PLACE}` };
      await parts.db.transaction().execute((tx) =>
        putOutbox(tx, {
          kind: "later",
          caseId: null,
          payload,
          secret: sealSecret(keys, { of, text, until }),
        }),
      );
      return parts.db
        .selectFrom("outbox")
        .selectAll()
        .where("secret_of", "=", of)
        .orderBy("created_at", "desc")
        .executeTakeFirstOrThrow();
    };
    const deliver = (
      settings: Record<string, string>,
      row: { id: string; payload: Record<string, string> },
      at = now,
    ) =>
      messageWorker({ settings: readSettings(settings), db: parts.db, keys, now: () => at })(
        {
          id: row.id,
          caseId: null,
          payload: row.payload,
        },
        FIRST,
      );
    const sealed = async (id: string) =>
      (
        await parts.db
          .selectFrom("outbox")
          .selectAll()
          .where("id", "=", id)
          .executeTakeFirstOrThrow()
      ).secret_sealed;
    const soon = new Date(now.getTime() + 60_000);
    const first = await put("link:1", "https://site/j/first-secret", soon);
    expect(JSON.stringify(await parts.db.selectFrom("outbox").selectAll().execute())).not.toContain(
      "first-secret",
    );
    await deliver({}, first);
    expect([mail.letters.length, await sealed(first.id)]).toEqual([0, first.secret_sealed]); // stays for the outbox page
    await expect(deliver({ SMTP_URL: "smtp://127.0.0.1:1" }, first)).rejects.toThrow();
    expect(await sealed(first.id)).toEqual(first.secret_sealed); // not lost by a mail server that is away
    await deliver({ SMTP_URL: mail.url }, first);
    const letter = (mail.letters[0] ?? "").replaceAll("=\r\n", "");
    const body = letter + Buffer.from(letter.split("\r\n\r\n")[1] ?? "", "base64").toString("utf8");
    expect(body).toContain(to);
    expect(body).toContain("https://site/j/first-secret");
    expect(await sealed(first.id)).toBeNull();
    // A newer link replaces the one that waits; what has run out is neither sent nor kept.
    const old = await put("link:2", "https://site/j/old", soon);
    const newer = await put("link:2", "https://site/j/newer", soon);
    expect([await sealed(old.id), (await sealed(newer.id)) !== null]).toEqual([null, true]);
    for (const row of [old, newer]) await deliver({ SMTP_URL: mail.url }, row, soon);
    expect(mail.letters.length).toBe(1);
    await forgetExpired(parts.db, now);
    expect(await sealed(newer.id)).not.toBeNull();
    await forgetExpired(parts.db, soon);
    expect(await sealed(newer.id)).toBeNull();
  });
});

test.each(engines)(
  "on %s, a job that fails is tried again until it works, keeps its cause meanwhile, and one key is one job",
  async (engine) => {
    const { parts } = await aHouse(engine);
    const { db } = parts;
    let tries = 0;
    let cause: string | null = null;
    const worked = new Promise<void>((resolve) => {
      const outbox = startOutbox(
        db,
        {
          errand: async () => {
            if (++tries < 3) {
              cause = "not yet";
              throw new Error(cause);
            }
            resolve();
          },
        },
        () => {},
      );
      onTestFinished(outbox.stop);
    });
    await db.transaction().execute(async (tx) => {
      for (let n = 0; n < 3; n++)
        await putOutbox(tx, { kind: "errand", caseId: null, key: "once", payload: {} });
    });
    expect(
      (await db.selectFrom("outbox").select("id").where("kind", "=", "errand").execute()).length,
    ).toBe(1);
    await worked;
    expect([tries, cause]).toEqual([3, "not yet"]);
  },
  60_000,
);

test.each(engines)(
  "on %s, a job whose fault lies in its data ends after three tries, and begins anew when asked",
  async (engine) => {
    const { parts } = await aHouse(engine);
    const { db } = parts;
    const lasts: boolean[] = [];
    let mended = false;
    const outbox = startOutbox(
      db,
      {
        errand: async (_job, { isLast }) => {
          lasts.push(isLast);
          if (!mended) throw new JobFault("cannot be printed", true);
        },
      },
      () => {},
    );
    onTestFinished(outbox.stop);
    const rowOf = () =>
      db
        .selectFrom("outbox")
        .select(["state", "last_error"])
        .where("key", "=", "once")
        .executeTakeFirstOrThrow();
    const ends = async (state: string) => {
      await expect.poll(async () => (await rowOf()).state, { timeout: 50_000 }).toBe(state);
      return (await rowOf()).last_error;
    };
    await db
      .transaction()
      .execute((tx) => putOutbox(tx, { kind: "errand", caseId: null, key: "once", payload: {} }));
    outbox.poke();
    expect([await ends("failed"), lasts]).toEqual(["cannot be printed", [false, false, true]]);
    mended = true;
    await db.transaction().execute((tx) => retryOutbox(tx, "once"));
    outbox.poke();
    expect([await ends("done"), lasts.length]).toEqual([null, 4]);
  },
  60_000,
);
