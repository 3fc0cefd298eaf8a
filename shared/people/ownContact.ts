import type { Capacity } from "./asker.ts";

type Someone = {
  capacity: Capacity;
  phone: string;
  address_at: Date | null;
  service_address: string | null;
  service_phone: string | null;
};

/**
 * R-P36. Where a paper says how a party is reached, it says the party's own address and phone, as
 * the party itself or its legal representative gave them, else as registered. What an agent gave is
 * the agent's; what stands in a row whose address was never confirmed, or fell with a corrected
 * contact (R-P16), was nobody's word.
 */
export function ownContact(
  party: { address: string },
  side: Someone[],
): { address: string; phone: string } {
  const own = side.filter((one) => one.capacity !== "agent");
  const given = own.find((one) => one.address_at !== null);
  return {
    address: given?.service_address || party.address,
    phone: given?.service_phone || (own.find((one) => one.phone)?.phone ?? ""),
  };
}
