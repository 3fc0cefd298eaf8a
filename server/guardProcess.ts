import { endOwner } from "./guard.ts";

/**
 * The last net of a running server: what no guard caught is reported and ends the request or
 * connection it came from.
 */
export function guardProcess(): void {
  process.on("uncaughtException", (error) => endOwner("uncaught", error));
  process.on("unhandledRejection", (error) => endOwner("unhandled rejection", error));
}
