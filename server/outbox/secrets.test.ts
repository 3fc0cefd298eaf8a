import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { openKeys } from "../storage/keys.ts";
import { SECRET_PLACE, sealSecret, wordsToSend, wordsToShow } from "./secrets.ts";

const folder = mkdtempSync(path.join(tmpdir(), "yt-secrets-"));
const keys = openKeys(folder);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const until = new Date("2026-11-21T00:10:00Z");
const before = new Date("2026-11-21T00:09:59Z");
const secret = { of: "code:p1", text: "$&834927", until };
const message = { payload: { text: `验证码${SECRET_PLACE}，请勿告诉他人。${SECRET_PLACE}` } };
const row = { ...message, ...sealSecret(keys, secret) };

test("R-L6 a secret lies sealed beside its message: neither its words nor its row tell it", () => {
  expect(JSON.stringify(message)).not.toContain("834927");
  expect(row.secret_sealed.toString("latin1")).not.toContain("834927");
  expect(sealSecret(keys, secret).secret_sealed.equals(row.secret_sealed)).toBe(false);
});

test("R-L6 it is put in word for word when the message is sent, wherever it stands", () =>
  expect(wordsToSend(row, keys, before)).toBe("验证码$&834927，请勿告诉他人。$&834927"));

test("R-L6 a message whose secret is forgotten or expired is not sent at all, and shown without it", () => {
  for (const gone of [{ ...row, secret_sealed: null }, row]) {
    const at = gone === row ? until : before;
    expect(wordsToSend(gone, keys, at)).toBeNull();
    expect(wordsToShow(gone, keys, at)).toBe("验证码••••••，请勿告诉他人。••••••");
  }
});

test("R-L6 a message without a secret is sent as it is, also one without words", () => {
  const plain = { secret_of: null, secret_sealed: null, secret_until: null };
  expect(wordsToSend({ ...plain, payload: { text: "您好" } }, keys, before)).toBe("您好");
  expect(wordsToSend({ ...plain, payload: {} }, keys, before)).toBe("");
});
