import { expect, test } from "vitest";
import { recordFor } from "./record.ts";

const record = {
  id: "s",
  role: "party" as const,
  signer: "卫龑",
  partyId: "p",
  partyTitle: "申请人",
  capacity: "self" as const,
  onBehalfOf: null,
  level: "code-and-drawing",
  statement: "自愿签署",
  contentHash: "c",
  pdfHash: "f",
  at: "2026-11-21T03:00:00.000Z",
  ip: "203.0.113.7",
  device: "Android",
  identity: "居民身份证",
  strokes: [],
  typedName: null,
};

test("R-W2: a party reads who signed, for whom, when and at which level, not from where, on what and how checked", () => {
  const { ip, device, identity, statement, ...rest } = recordFor("party", record);
  expect([ip, device, identity, statement]).toEqual(["", "", "", ""]);
  expect(rest).toMatchObject({
    signer: "卫龑",
    at: record.at,
    level: record.level,
    capacity: "self",
  });
  for (const reader of ["court", "organisation"] as const)
    expect(recordFor(reader, record)).toEqual(record);
});
