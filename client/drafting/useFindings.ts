import { useEffect, useMemo, useState } from "react";
import { copiesOf } from "../../shared/agreements/copies.ts";
import type { Clause } from "../../shared/drafting/clause.ts";
import type { DraftView } from "../../shared/drafting/contract.ts";
import type { Finding } from "../../shared/drafting/finding.ts";
import { whileDrafting } from "../../shared/drafting/preflight.ts";
import { dayOf } from "../../shared/day.ts";

const PAUSE_MS = 900;

/**
 * What contradicts itself in the text, once nobody has written for a moment: a sentence half typed
 * is left in peace.
 */
export function useFindings(clauses: Clause[], beside: DraftView | undefined): Finding[] {
  const [still, setStill] = useState(clauses);
  useEffect(() => {
    const timer = setTimeout(() => setStill(clauses), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [clauses]);
  return useMemo(() => {
    if (!beside) return [];
    const { parties, paperOnly } = beside;
    return whileDrafting({
      clauses: still,
      facts: "",
      today: dayOf(new Date()),
      parties,
      copies: copiesOf(still, parties.length),
      paperOnly,
    });
  }, [still, beside]);
}
