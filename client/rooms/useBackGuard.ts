import { useEffect } from "react";

/**
 * The browser's Back asks before it leaves the room: one step of the history is kept in front of
 * it.
 */
export function useBackGuard(onBack: () => void): void {
  useEffect(() => {
    const keep = () => history.pushState(history.state, "");
    keep();
    const asked = () => {
      keep();
      onBack();
    };
    addEventListener("popstate", asked);
    return () => removeEventListener("popstate", asked);
  }, [onBack]);
}
