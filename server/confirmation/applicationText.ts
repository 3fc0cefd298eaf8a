import { z } from "zod";
import type { ApplicationContent } from "../../shared/confirmation/applicationContent.ts";
import { readTextColumn } from "../storage/column.ts";

const applicant = z.looseObject({
  partyId: z.string(),
  name: z.string(),
  kind: z.enum(["person", "company"]),
  sex: z.string(),
  birth: z.string(),
  nation: z.string(),
  idMask: z.string(),
  address: z.string(),
  phone: z.string(),
  legalRepresentative: z.string(),
  agents: z.array(z.looseObject({ name: z.string(), firm: z.string(), authority: z.string() })),
});

const content: z.ZodType<ApplicationContent> = z.looseObject({
  schema: z.literal("yuntiao/application/1"),
  caseCode: z.string(),
  court: z.string(),
  revision: z.number(),
  applicationId: z.string(),
  agreementCode: z.string(),
  agreementHash: z.string(),
  copies: z.number().exactOptional(),
  effectiveDay: z.string(),
  deadline: z.string(),
  organisation: z.string(),
  mediator: z.string(),
  preparedAt: z.string(),
  applicants: z.array(applicant),
  roles: z.array(z.looseObject({ partyId: z.string(), title: z.string() })).exactOptional(),
  facts: z.string(),
  terms: z.array(z.string()),
});

/** What the application says as the parties have it now. */
export const applicationText = (row: { id: string; content: string }): ApplicationContent =>
  readTextColumn(content, row.content, { table: "application", column: "content", row: row.id });

/** What the application said when it was filed; a filing is found by its application. */
export const filedText = (row: { application_id: string; content: string }): ApplicationContent =>
  readTextColumn(content, row.content, {
    table: "filing",
    column: "content",
    row: row.application_id,
  });
