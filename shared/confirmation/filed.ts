import type { RefusalCode } from "../refusal.ts";
import type { ApplicationState } from "./application.ts";

/** With the court, or decided by it: what it received is fixed. */
const received: readonly ApplicationState[] = ["filed", "docketed", "confirmed", "dismissed"];

/**
 * R-C22. What a change of a person's data does once the application is with the court: a new
 * address for service reaches the court as a supplement beside what was filed; another identity
 * document is refused. Before filing, and while the parties mend a returned application, both are
 * simply new data.
 */
export function lateChange(
  state: ApplicationState | null,
  what: "address" | "identity",
): "plain" | "supplement" | RefusalCode {
  if (state === null || !received.includes(state)) return "plain";
  return what === "address" ? "supplement" : "confirmation/identity-filed";
}

const RULING_NUMBER =
  /^（(?:19|20)\d{2}）\p{Script=Han}{1,4}\d{0,4}\p{Script=Han}{1,10}\d{1,6}号(?:之[一二三四五六七八九十]{1,3})?$/u;

/**
 * R-C23. A court's case number as courts write it, "（2026）浙0199诉前调确12号": half-width brackets and
 * spaces are tidied; null when it is none.
 */
export function tidyRulingNumber(text: string): string | null {
  const tidy = text
    .normalize("NFKC")
    .replace(/\s/g, "")
    .replace(/[([〔[]/g, "（")
    .replace(/[)\]〕\]]/g, "）");
  return RULING_NUMBER.test(tidy) ? tidy : null;
}

/** R-C24. The ruling is the court's own file, handed in with the decision or after it, once. */
export function rulingRefusal(application: {
  state: ApplicationState;
  hasRuling: boolean;
}): RefusalCode | null {
  if (!["confirmed", "not-accepted", "dismissed"].includes(application.state))
    return "confirmation/wrong-state";
  return application.hasRuling ? "confirmation/ruling-there" : null;
}
