import { request } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { openHouse } from "../testing/openHouse.ts";

test("R-L8 half-sent bodies of one network take up no more than its room, before anything of them is read; another's go on", async () => {
  const house = await openHouse("embedded", { settings: { TRUSTED_PROXIES: "1" } });
  onTestFinished(house.end);
  /** Announces a body and sends a part of it. `answered` is there at once when it is refused. */
  const begins = (address: string, headers: Record<string, string>) => {
    const { promise: answered, resolve } = Promise.withResolvers<number>();
    const asked = request(
      `${house.url}/api/verify`,
      { method: "POST", headers: { "x-forwarded-for": address, ...headers } },
      (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      },
    );
    asked.on("error", () => resolve(0));
    const sent = new Promise<void>((resolve) => asked.write(Buffer.alloc(1000), () => resolve()));
    return { answered, sent, letGo: () => asked.destroy() };
  };
  const large = { "content-length": String(19 * 1024 * 1024) };
  const held = Array.from({ length: 4 }, () => begins("203.0.113.1", large));
  await Promise.all(held.map((one) => one.sent));
  expect(await begins("203.0.113.1", large).answered).toBe(503);
  expect(await begins("203.0.113.1", { "transfer-encoding": "chunked" }).answered).toBe(503);
  expect(await begins("203.0.113.1", { "content-length": String(2 ** 31) }).answered).toBe(413);
  // Nobody else is kept from his own, and small ones always have room.
  const paper = Buffer.alloc(200_000, "x");
  const whole = (address: string, body: Buffer) =>
    fetch(`${house.url}/api/verify`, {
      method: "POST",
      headers: { "x-forwarded-for": address },
      body: new Uint8Array(body),
    });
  expect((await whole("203.0.113.2", paper)).status).toBe(422);
  expect((await whole("203.0.113.1", Buffer.from("klein"))).status).toBe(422);
  const more = Buffer.alloc(15 * 1024 * 1024, "x");
  expect((await whole("203.0.113.1", more)).status).toBe(503);
  for (const one of held) one.letGo();
  await expect
    .poll(async () => (await whole("203.0.113.1", more)).status, { timeout: 5000 })
    .toBe(422);
});
