import { useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../transport/api.ts";
import { ofCase } from "../transport/readAgain.ts";

const COURT = "court";
const QUEUE_EVERY_MS = 10_000;
const FILED_FOR_MS = 60_000;

export const useConfirmation = (caseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "confirmation"),
    queryFn: () => call("GET /api/cases/:caseId/confirmation", { params: { caseId } }),
  });

/** What waits for the clerk. */
export const useCourtQueue = () =>
  useQuery({
    queryKey: [COURT],
    queryFn: () => call("GET /api/court/applications"),
    refetchInterval: QUEUE_EVERY_MS,
  });

/** One application as it was filed. */
export const useCourtCase = (applicationId: string) =>
  useQuery({
    queryKey: [COURT, applicationId],
    queryFn: () =>
      call("GET /api/court/applications/:applicationId", { params: { applicationId } }),
    staleTime: FILED_FOR_MS,
  });

/** Reads the clerk's queue and applications anew. */
export function useReadCourtAgain(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: [COURT] });
}
