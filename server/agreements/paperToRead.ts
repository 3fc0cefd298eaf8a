import type { Asker } from "../../shared/people/asker.ts";
import { Refusal } from "../../shared/refusal.ts";
import { inCase } from "../cases/access.ts";
import { latestVersion } from "./versions.ts";
import type { Parts } from "../parts.ts";
import { noteOpened } from "./openedByOffice.ts";

/**
 * The paper of one version, sealed where it is: the newest, or the one that is asked for. That the
 * office opened it is on record.
 * @throws Refusal `agreements/none`
 */
export async function paperToRead(
  parts: Parts,
  asked: Asker,
  caseId: string,
  wanted: number | undefined,
): Promise<{ bytes: Buffer; caseCode: string }> {
  const { row, role } = await inCase(parts.db, asked, caseId, "agreement:read");
  const versions = parts.db
    .selectFrom("agreement_version")
    .selectAll()
    .where("case_id", "=", caseId);
  const version = wanted
    ? await versions.where("version", "=", wanted).executeTakeFirst()
    : await latestVersion(parts.db, caseId);
  if (!version) throw new Refusal("agreements/none");
  if (role === "coordinator") await noteOpened(parts, caseId, version.id, asked);
  return {
    bytes: await parts.files.get(version.sealed_file ?? version.paper_file),
    caseCode: row.code,
  };
}
