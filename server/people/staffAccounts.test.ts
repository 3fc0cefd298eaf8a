import { expect, test } from "vitest";
import { DEMO_PASSWORD, prepareStaff } from "../demo/staff.ts";
import { engines } from "../testing/databases.ts";
import { aHouse } from "../testing/house.ts";

const member = {
  name: "司徒远",
  email: "half@yuntiao.example",
  password: DEMO_PASSWORD,
  role: "mediator",
} as const;

test.each(engines)(
  "an account whose making was killed half way is made whole by the next, a whole one is not made twice, on %s",
  async (engine) => {
    const house = await aHouse(engine);
    const { db, accounts } = house.parts;
    const { mediator } = await prepareStaff(house.parts);
    const made = () =>
      accounts.create({ ...member, organisationId: mediator.organisationId as string });
    const idsOf = async () =>
      (
        await db.selectFrom("staff").select("user_id").where("name", "=", member.name).execute()
      ).map((one) => one.user_id);

    // Killed before the third row: refused by the database here, at the same place.
    await expect(
      accounts.create({ ...member, organisationId: "00000000-0000-4000-8000-000000000000" }),
    ).rejects.toThrow(/foreign key/);
    expect(await idsOf()).toEqual([]);
    const id = await made();
    expect(await idsOf()).toEqual([id]);
    expect((await house.staff(member.email)).cookie).toContain("session_token");
    await expect(made()).rejects.toThrow(/duplicate key/);

    // Killed before the second row: somebody without a password.
    await db.deleteFrom("staff").where("user_id", "=", id).execute();
    await db
      .deleteFrom("account" as never)
      .where("userId" as never, "=", id as never)
      .execute();
    expect(await made()).toBe(id);
    expect((await house.staff(member.email)).cookie).toContain("session_token");
  },
);
