import type { StaffAsker } from "../../shared/people/asker.ts";
import type { Parts } from "../parts.ts";
import { DISTRICTS } from "./stories.ts";

export const DEMO_PASSWORD = "yuntiao-demo-2026";
const ORGANISATION = "云江市东浦区梧桐街道人民调解委员会";

export const STAFF = [
  { role: "mediator", name: "谷梁书", email: "mediator@yuntiao.example", page: "/desk" },
  { role: "coordinator", name: "麦晓岚", email: "coordinator@yuntiao.example", page: "/office" },
  { role: "clerk", name: "闵一川", email: "clerk@yuntiao.example", page: "/court" },
] as const;

export type Staff = Record<"mediator" | "coordinator" | "clerk", StaffAsker>;

/** The demo's organisation, courts and staff accounts; made once. */
export async function prepareStaff(parts: Parts): Promise<Staff> {
  const { db } = parts;
  const organisation =
    (await db
      .selectFrom("organisation")
      .select("id")
      .where("name", "=", ORGANISATION)
      .executeTakeFirst()) ??
    (await db
      .insertInto("organisation")
      .values({ name: ORGANISATION, district: "云江市东浦区" })
      .returning("id")
      .executeTakeFirstOrThrow());
  for (const district of DISTRICTS) {
    const name = `${district}人民法院`;
    if (!(await db.selectFrom("court").select("id").where("name", "=", name).executeTakeFirst()))
      await db.insertInto("court").values({ name, district }).execute();
  }
  const court = await db
    .selectFrom("court")
    .select("id")
    .where("district", "=", "云江市东浦区")
    .executeTakeFirstOrThrow();
  const result = {} as Staff;
  for (const member of STAFF) {
    const place =
      member.role === "clerk" ? { courtId: court.id } : { organisationId: organisation.id };
    const known = await db
      .selectFrom("staff")
      .select("user_id")
      .where("name", "=", member.name)
      .executeTakeFirst();
    const id =
      known?.user_id ??
      (await parts.accounts.create({
        name: member.name,
        email: member.email,
        password: DEMO_PASSWORD,
        role: member.role,
        ...place,
      }));
    result[member.role] = {
      kind: "staff",
      id,
      name: member.name,
      role: member.role,
      organisationId: member.role === "clerk" ? null : organisation.id,
      courtId: member.role === "clerk" ? court.id : null,
      sessionId: null,
    };
  }
  return result;
}
