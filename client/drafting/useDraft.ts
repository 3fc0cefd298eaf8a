import { useEffect, useState, useSyncExternalStore } from "react";
import { BEFORE_JOINING, DraftLink, type DraftState } from "./draftLink.ts";

/** The living text of a case while this component is on the page. */
export function useDraft(caseId: string): { link: DraftLink | null; draft: DraftState } {
  const [link, setLink] = useState<DraftLink | null>(null);
  useEffect(() => {
    const made = new DraftLink(caseId);
    setLink(made);
    return () => made.close();
  }, [caseId]);
  const draft = useSyncExternalStore(
    link?.subscribe ?? (() => () => {}),
    () => link?.current() ?? BEFORE_JOINING,
  );
  return { link, draft };
}
