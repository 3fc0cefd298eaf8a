import type { CaseEvent } from "../../shared/cases/events.ts";
import type { Asker } from "../../shared/people/asker.ts";
import type { Action } from "../../shared/people/permissions.ts";
import type { CasePart } from "../../shared/rooms/contract.ts";
import { type AuditEvent, appendAudit } from "../audit/chain.ts";
import { type Job, putOutbox } from "../outbox/outbox.ts";
import type { Parts } from "../parts.ts";
import type { Tx } from "../storage/database.ts";
import { inCaseNow, type Place } from "./access.ts";
import { keepMarks } from "./marks.ts";

/** Somebody who can be written to; the address confirmed for service comes first. */
type Reachable = { name: string; email: string; phone: string; service_email: string | null };

/**
 * What one change of a case works with: its place in the case, read anew under the lock, and the
 * ways it leaves traces.
 */
export type Act<A extends Asker = Asker> = Place & {
  tx: Tx;
  asker: A;
  /** Writes one line of the case's record, in this transaction. */
  record: (event: CaseEvent, about?: AuditEvent["about"]) => Promise<void>;
  /**
   * Sends a person of the case a few words, greeted by name, where they asked to be reached; sent
   * after the commit. A key sends them once.
   */
  notify: (
    person: Reachable,
    words: { subject: string; text: string; key?: string },
  ) => Promise<void>;
  /** Notes what else must happen later, such as a seal; it begins after the commit. */
  later: (job: Omit<Job, "caseId">) => Promise<void>;
  /** Whoever looks at these parts of the case reads them again, after the commit. */
  touches: (...parts: CasePart[]) => void;
  /**
   * For what only a change that stands may cause, such as closing the connections of ended
   * sessions.
   */
  afterCommit: (step: () => unknown) => void;
};

/**
 * The one way to change a case. Takes the case's row first, so that its changes follow one another;
 * asks again who makes this one and whether they may (R-P31); then the change, its record, its
 * marks (R-S3) and what must happen later stand or fall together. Only afterwards is anybody told.
 * Nothing slow belongs inside: what can be drawn or read before, is drawn or read before.
 *
 * @param action the row of the permission table that is asked
 * @throws Refusal what the door or the change refuses; then nothing was written and nobody is told
 */
export async function act<A extends Asker, T>(
  parts: Pick<Parts, "db" | "now" | "tell" | "poke">,
  asked: A,
  caseId: string,
  action: Action,
  change: (act: Act<A>) => Promise<T>,
): Promise<T> {
  const touched = new Set<CasePart>();
  const steps: (() => unknown)[] = [];
  const answer = await parts.db.transaction().execute(async (tx) => {
    const place = await inCaseNow(tx, asked, caseId, action, parts.now);
    const later: Act["later"] = async (job) => {
      await putOutbox(tx, { ...job, caseId });
      if (!steps.includes(parts.poke)) steps.push(parts.poke);
    };
    const result = await change({
      ...place,
      tx,
      record: (event, about) =>
        appendAudit(tx, caseId, { actor: place.asker, event, ...(about ? { about } : {}) }),
      notify: (person, { subject, text, key }) =>
        later({
          kind: "message",
          ...(key ? { key } : {}),
          payload: {
            to: person.service_email || person.email || person.phone,
            subject,
            text: `${person.name}，您好：${text}`,
          },
        }),
      later,
      touches: (...named) => {
        for (const part of named) touched.add(part);
      },
      afterCommit: (step) => void steps.push(step),
    });
    await keepMarks(tx, [caseId]);
    return result;
  });
  for (const step of steps) await step();
  for (const part of touched) parts.tell(caseId, part);
  return answer;
}
