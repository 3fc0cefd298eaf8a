import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, Route, Routes, useLocation } from "react-router";
import { part } from "../ui/part.tsx";

const DraftPanel = part(() => import("../drafting/DraftPanel.tsx"));
const AgreementPanel = part(() => import("../agreements/AgreementPanel.tsx"));
const ConfirmationPanel = part(() => import("../confirmation/ConfirmationPanel.tsx"));
const Messages = part(() => import("../correspondence/Messages.tsx"));
const Timeline = part(() => import("./Timeline.tsx"));

export type Viewer = {
  id: string;
  name: string;
  role: "party" | "mediator" | "coordinator";
  partyId: string | null;
};

/**
 * The parts of one case, the same for a party and for the mediator; everything but the video works
 * without a session.
 */
export function CaseTabs({
  caseId,
  viewer,
  base,
  overview,
}: {
  caseId: string;
  viewer: Viewer;
  base: string;
  overview: ReactNode;
}) {
  const { t } = useTranslation();
  const bar = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone not all tabs fit: the one that is open is always in sight.
  useEffect(() => {
    bar.current
      ?.querySelector("[aria-current]")
      ?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  const tabs = [
    ["", "overview"],
    ["draft", "draft"],
    ["messages", "messages"],
    ["agreement", "agreement"],
    ["confirmation", "confirmation"],
    ["timeline", "timeline"],
  ] as const;
  return (
    <>
      <nav ref={bar} className="tabs" aria-label={t("cases.tabs")}>
        {tabs.map(([path, name]) => (
          <NavLink key={name} end to={path ? `${base}/${path}` : base}>
            {t(`cases.tab.${name}`)}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={overview} />
        <Route path="draft" element={<DraftPanel caseId={caseId} viewer={viewer} />} />
        <Route path="messages" element={<Messages caseId={caseId} />} />
        <Route path="agreement" element={<AgreementPanel caseId={caseId} viewer={viewer} />} />
        <Route
          path="confirmation"
          element={<ConfirmationPanel caseId={caseId} viewer={viewer} />}
        />
        <Route path="timeline" element={<Timeline caseId={caseId} />} />
      </Routes>
    </>
  );
}
