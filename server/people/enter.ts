import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import type { AuditEvent } from "../audit/chain.ts";
import { type Act, act } from "../cases/act.ts";
import { noteAddressChange } from "../confirmation/supplements.ts";
import type { Parts } from "../parts.ts";
import type { Ask } from "../transport/serve.ts";
import { givenIdentity } from "./giveIdentity.ts";
import { fall } from "./identityCheck.ts";
import { asParticipant, type ParticipantRow } from "./participants.ts";

type Step = { event: CaseEvent; about?: AuditEvent["about"] };
type Change = (now: Act, person: ParticipantRow) => Promise<Partial<ParticipantRow>>;

/**
 * One step of a person's way in: kept in the person's row, so that coming back resumes after it. A
 * changed number takes its check along.
 */
async function takeStep(
  parts: Parts,
  asked: Asker,
  { event, about }: Step,
  change: Change,
): Promise<void> {
  const { id, caseId } = asParticipant(asked);
  await act(parts, asked, caseId, "case:enter", async (now) => {
    const { tx, asker, record, touches } = now;
    const person = await tx
      .selectFrom("participant")
      .selectAll()
      .where("id", "=", id)
      .executeTakeFirstOrThrow();
    const changes = await change(now, person);
    if (changes.verified_at === null) await fall(tx, id, asker, "number-changed", parts.now());
    await tx.updateTable("participant").set(changes).where("id", "=", id).execute();
    await record(event, about);
    touches("case");
  });
}

/** Says who one is: the kind and the number of one's document. */
export const giveIdentity = (
  parts: Parts,
  asked: Asker,
  identity: Ask<"POST /api/me/identity">["body"],
): Promise<void> =>
  takeStep(parts, asked, { event: "people/identity-given" }, ({ tx }, person) =>
    givenIdentity(tx, parts, person, identity),
  );

/** Acknowledges the notice of rights and duties, in the version that was read. */
export const acknowledgeNotice = (parts: Parts, asked: Asker, version: string): Promise<void> =>
  takeStep(parts, asked, { event: "people/notice-acknowledged", about: { version } }, async () => ({
    notice_version: version,
    notice_at: parts.now(),
  }));

/**
 * Confirms the address for service; after filing it is told to the court as a supplement (R-C22).
 */
export async function confirmAddress(
  parts: Parts,
  asked: Asker,
  given: Ask<"POST /api/me/address">["body"],
): Promise<void> {
  asParticipant(asked);
  const missing = await parts.papers.uncovered(given.address);
  if (missing.length)
    throw new Refusal("request/invalid", {
      fields: [{ path: "address", message: missing.join("") }],
    });
  const about = { electronicService: String(given.electronicService), onlineConsent: "true" };
  await takeStep(
    parts,
    asked,
    { event: "people/address-confirmed", about },
    async ({ tx }, person) => {
      const changes = {
        service_address: given.address,
        service_phone: given.phone,
        service_email: given.email,
        electronic_service: given.electronicService,
        address_at: parts.now(),
      };
      await noteAddressChange(tx, person, changes, parts.now());
      return changes;
    },
  );
}
