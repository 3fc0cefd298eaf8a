import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { openLog } from "./log.ts";

test("the log hides one-time codes, tokens, passwords and numbers, and shows which refusal or fault it was", () => {
  const lines: string[] = [];
  const keep = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString());
      done();
    },
  });
  const log = openLog("info", keep);
  log.warn({ code: "drafting/malformed", err: { code: "ECONNRESET" } }, "refused");
  log.error({ err: { code: "23505" } }, "conflict");
  expect(lines.join("")).toMatch(/drafting\/malformed[\s\S]*ECONNRESET[\s\S]*23505/);
  log.info(
    {
      code: "123456",
      body: { code: "654321", password: "pass-word", token: "tok-en" },
      a: { b: { idNumber: "1101", code: 123456 } },
    },
    "asked",
  );
  log.info({ code: { inside: "222222" }, token: "drafting/malformed" }, "asked");
  expect(lines.join("")).not.toMatch(
    /123456|654321|222222|pass-word|tok-en|1101|"token":"drafting/,
  );
});
