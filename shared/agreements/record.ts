import type { SignatureRecord } from "./agreement.ts";
import type { RecordState } from "./contract.ts";

export type RecordReader = "party" | "organisation" | "court";

/**
 * R-W2: what of a signature's record each reader gets. The court and the organisation read all of
 * it, on a paper of its own. A party's paper says who signed, for whom, in what capacity, when and
 * at which level, and shows the signature; the other side's network address, device, identity check
 * and declaration aren't in the bytes a party gets (个人信息保护法 6: no more than the purpose needs). The
 * organisation's statement names the hash of the full records.
 */
export function recordFor(reader: RecordReader, record: SignatureRecord): SignatureRecord {
  return reader === "party"
    ? { ...record, ip: "", device: "", identity: "", statement: "" }
    : record;
}

/** Beside a paper that does not hold nothing can be told of its record. */
export const recordBeside = (valid: boolean, record: RecordState): RecordState =>
  valid || record === "not-given" ? record : "not-checked";
