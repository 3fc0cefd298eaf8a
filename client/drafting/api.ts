import { useQuery } from "@tanstack/react-query";
import { call } from "../transport/api.ts";
import { ofCase } from "../transport/readAgain.ts";

/** What stands beside the text: consents, proposals, comments, locks. */
export const useBeside = (caseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "draft"),
    queryFn: () => call("GET /api/cases/:caseId/draft", { params: { caseId } }),
  });

/** The check before freezing; asked anew each time it is looked at. */
export const usePreflight = (caseId: string, isLookedAt: boolean) =>
  useQuery({
    queryKey: ofCase(caseId, "preflight"),
    queryFn: () => call("GET /api/cases/:caseId/draft/preflight", { params: { caseId } }),
    enabled: isLookedAt,
    staleTime: 0,
  });

/** How a clause read before. */
export const useWordings = (caseId: string, clauseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "wordings", clauseId),
    queryFn: () =>
      call("GET /api/cases/:caseId/draft/clauses/:clauseId/wordings", {
        params: { caseId, clauseId },
      }),
    staleTime: 0,
  });
