import { expect, test } from "vitest";
import { ownContact } from "./ownContact.ts";

const party = { address: "望湖路6号" };

const agent = {
  capacity: "agent" as const,
  phone: "13800000022",
  address_at: new Date(),
  service_address: "法华路1号",
  service_phone: "13800000024",
};

const silent = {
  capacity: "self" as const,
  phone: "13800000023",
  address_at: null,
  service_address: null,
  service_phone: null,
};

const given = {
  address_at: new Date(),
  service_address: "望湖路8号",
  service_phone: "13800000025",
};

test("R-P36 papers reach a party where the party is, never where its agent is", () => {
  expect(ownContact(party, [agent])).toEqual({ address: "望湖路6号", phone: "" });
  expect(ownContact(party, [agent, silent])).toEqual({
    address: "望湖路6号",
    phone: "13800000023",
  });
  for (const capacity of ["self", "legal-representative"] as const)
    expect(ownContact(party, [agent, { ...silent, capacity, ...given }])).toEqual({
      address: "望湖路8号",
      phone: "13800000025",
    });
});

test("R-P36 what was given and not confirmed, or fell with a corrected contact, is printed nowhere", () =>
  expect(ownContact(party, [agent, { ...silent, ...given, address_at: null }])).toEqual({
    address: "望湖路6号",
    phone: "13800000023",
  }));
