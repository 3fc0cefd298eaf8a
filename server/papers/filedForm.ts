import type { FilingFacts } from "../confirmation/filingFacts.ts";
import type { Form } from "./form.ts";

/** Who signed or confirmed a paper, and when (ISO 8601), as the package's manifest says it. */
export type Signer = { name: string; at: string };

/** The signers of signatures as they are kept. */
export const signersOf = (signatures: { signer: string; at: Date }[]): Signer[] =>
  signatures.map((one) => ({ name: one.signer, at: one.at.toISOString() }));

/**
 * A form that is drawn when an application is filed. Apart from `Form`, which the agreement
 * imports: an edition of the agreement counts everything that it is made of (`edition.ts`).
 */
export type FiledForm<Name extends string, Data> = Form<Name, Data> & {
  /** What it says, from the rows of that moment. */
  gather(facts: FilingFacts, demo: boolean): Data;
  signers(facts: FilingFacts): Signer[];
};
