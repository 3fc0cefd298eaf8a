import { type ComponentType, createElement, lazy, type ReactNode, Suspense, useState } from "react";
import { Boundary } from "./Boundary.tsx";
import { Loading } from "./Loading.tsx";

type Load<P> = () => Promise<{ default: ComponentType<P> }>;

/** React keeps the first answer of a lazy file, a failed one too: asking again takes a new one. */
function Fetched<P extends object>({
  load,
  coming,
  given,
}: {
  load: Load<P>;
  coming: ReactNode;
  given: P;
}) {
  const [Shown, show] = useState(() => lazy(load));
  return (
    <Boundary onRetry={() => show(() => lazy(load))}>
      <Suspense fallback={coming}>
        <Shown {...given} />
      </Suspense>
    </Boundary>
  );
}

/**
 * A part of a page that is fetched when it is first shown. While it comes there is a word; where
 * its file does not arrive (a short fault, a new version) or it fails, only this part says so and
 * can be asked for again.
 */
export const part = <P extends object>(
  load: Load<P>,
  coming: ReactNode = <Loading />,
): ComponentType<P> => {
  const cached = remembered(load);
  return (given: P) => createElement(Fetched<P>, { load: cached, coming, given });
};

/** A file that has arrived is not waited for again when its part is shown again. */
function remembered<P>(load: Load<P>): Load<P> {
  let arrived: ReturnType<Load<P>> | null = null;
  return () => {
    arrived ??= load().catch((error: unknown) => {
      arrived = null;
      throw error;
    });
    return arrived;
  };
}
