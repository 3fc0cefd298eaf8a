import { useEffect } from "react";
import type { CaseLink } from "../transport/caseLink.ts";

/**
 * Says to the others that this page shows the room, again after each reconnection, and takes it
 * back on leaving the page.
 */
export function useHere(link: CaseLink, connected: boolean): void {
  useEffect(() => {
    if (connected) void link.ask("room:here", { here: true }).catch(() => {});
  }, [link, connected]);
  useEffect(
    () => () => {
      void link.ask("room:here", { here: false }).catch(() => {});
    },
    [link],
  );
}
