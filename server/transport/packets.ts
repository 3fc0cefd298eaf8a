import { Decoder, Encoder } from "socket.io-parser";
import { tangled } from "./structure.ts";

/**
 * The packets of sockets, judged by their structure before Socket.IO or anything of ours walks
 * them.
 */
class GuardedDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet === "string" && tangled(packet))
      throw new Error("too deep or too many parts");
    super.add(packet);
  }
}

export const guardedParser = { Encoder, Decoder: GuardedDecoder };
