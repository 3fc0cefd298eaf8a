import { useQuery } from "@tanstack/react-query";
import { call } from "../transport/api.ts";
import { ofCase } from "../transport/readAgain.ts";

const DESK_EVERY_MS = 15_000;

/** The cases that a member of staff works on. */
export const useCases = () =>
  useQuery({
    queryKey: ["cases"],
    queryFn: () => call("GET /api/cases"),
    refetchInterval: DESK_EVERY_MS,
  });

export const useCase = (caseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "case"),
    queryFn: () => call("GET /api/cases/:caseId", { params: { caseId } }),
  });

/** A party's data to be corrected; never kept, because numbers are among it. */
export const useParty = (caseId: string, partyId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "party", partyId),
    queryFn: () => call("GET /api/cases/:caseId/parties/:partyId", { params: { caseId, partyId } }),
    gcTime: 0,
  });

export const useTimeline = (caseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "timeline"),
    queryFn: () => call("GET /api/cases/:caseId/timeline", { params: { caseId } }),
  });
