import { type AddressInfo, createServer } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "../settings.ts";
import { engines } from "../testing/databases.ts";
import { aHouse } from "../testing/house.ts";
import { messageWorker } from "./deliver.ts";
import { putOutbox, startOutbox } from "./outbox.ts";

/** A mail server that takes one letter after another and keeps their text. */
async function aMailServer() {
  const letters: string[] = [],
    server = createServer((socket) => {
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
          socket.write(/^DATA/i.test(line) ? "354 go on\r\n" : /^QUIT/i.test(line) ? "221 bye\r\n" : "250 ok\r\n");
        }
      });
      socket.on("error", () => {});
    });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, letters };
}

test("a message goes out by SMTP when a server is set, and stays on the outbox page otherwise", async () => {
  const mail = await aMailServer(),
    payload = { to: "party@example.org", subject: "调解邀请", text: "请打开您本人的链接。" };
  await messageWorker(readSettings({ SMTP_URL: mail.url }))({ id: "1", caseId: null, payload });
  expect(mail.letters[0]).toContain("party@example.org");
  await messageWorker(readSettings({}))({ id: "2", caseId: null, payload });
  expect(mail.letters.length).toBe(1);
  await expect(messageWorker(readSettings({ SMTP_URL: "smtp://127.0.0.1:1" }))({ id: "3", caseId: null, payload })).rejects.toThrow();
});

test.each(engines)(
  "on %s, a job that fails is tried again until it works, keeps its cause meanwhile, and one key is one job",
  async (engine) => {
    const { parts } = await aHouse(engine),
      { db } = parts;
    let tries = 0,
      cause: string | null = null;
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
      for (let n = 0; n < 3; n++) await putOutbox(tx, { kind: "errand", caseId: null, key: "once", payload: {} });
    });
    expect((await db.selectFrom("outbox").select("id").where("kind", "=", "errand").execute()).length).toBe(1);
    await worked;
    expect([tries, cause]).toEqual([3, "not yet"]);
  },
  60_000,
);
