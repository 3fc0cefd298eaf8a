import { z } from "zod";
import type { AgreementContent, Statement } from "../../shared/agreements/agreement.ts";
import { type SealTrouble, sealTroubles } from "../../shared/agreements/signing.ts";
import { clauseSchema } from "../../shared/drafting/clauseSchema.ts";
import { readColumn, readTextColumn } from "../storage/column.ts";

const named = z.looseObject({ id: z.string(), name: z.string() });

const party = z.looseObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(["person", "company"]),
  name: z.string(),
  idMask: z.string(),
  sex: z.string(),
  birth: z.string(),
  nation: z.string(),
  occupation: z.string(),
  phoneMask: z.string(),
  address: z.string(),
  legalRepresentative: z.looseObject({ name: z.string(), position: z.string() }).nullable(),
  agents: z.array(
    z.looseObject({
      name: z.string(),
      firm: z.string(),
      authority: z.enum(["general", "special"]),
    }),
  ),
});

const content: z.ZodType<AgreementContent> = z.looseObject({
  schema: z.enum(["yuntiao/agreement/1", "yuntiao/agreement/2"]),
  agreementId: z.string(),
  version: z.number(),
  epoch: z.number(),
  caseCode: z.string(),
  code: z.string(),
  frozenAt: z.string(),
  organisation: named.extend({ district: z.string() }),
  mediator: named,
  parties: z.array(party),
  facts: z.string(),
  disputed: z.string(),
  clauses: z.array(clauseSchema.extend({ sentence: z.string().exactOptional() })),
  copies: z.number(),
});

const drawn: z.ZodType<Statement["frozen"]> = z.looseObject({
  verifyUrl: z.string(),
  demo: z.boolean(),
  edition: z.string(),
});

const trouble: z.ZodType<SealTrouble | null> = z.enum(sealTroubles).nullable();

const table = "agreement_version";

/** The frozen content of a version. What is hashed and signed is the text itself, never this. */
export const frozenContent = (version: { id: string; content: string }): AgreementContent =>
  readTextColumn(content, version.content, { table, column: "content", row: version.id });

/** How a version was drawn when it was frozen; null for versions frozen before that was kept. */
export const frozenDrawn = (version: { id: string; drawn: string | null }) =>
  version.drawn === null
    ? null
    : readTextColumn(drawn, version.drawn, { table, column: "drawn", row: version.id });

/** Why the seal is not on a version yet. */
export const sealTroubleOf = (version: { id: string; seal_error: string | null }) =>
  readColumn(trouble, version.seal_error, { table, column: "seal_error", row: version.id });
