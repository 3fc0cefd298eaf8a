import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, send } from "../transport/api.ts";
import { ofCase } from "../transport/readAgain.ts";

const SEALS = ["seals"];
const SEALS_EVERY_MS = 3000;

export const useAgreement = (caseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "agreement"),
    queryFn: () => call("GET /api/cases/:caseId/agreement", { params: { caseId } }),
  });

/** A paper's bytes; what an address names never changes. */
export const usePaper = (path: string) =>
  useQuery({
    queryKey: ["paper", path],
    queryFn: () => send<Blob>("GET", path),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What waits for the organisation's seal. */
export const useSeals = () =>
  useQuery({
    queryKey: SEALS,
    queryFn: () => call("GET /api/office/seals"),
    refetchInterval: SEALS_EVERY_MS,
  });

export function useOrderSeal() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ caseId, versionId }: { caseId: string; versionId: string }) =>
      call("POST /api/cases/:caseId/agreement/seal", { params: { caseId }, body: { versionId } }),
    onSettled: () => client.invalidateQueries({ queryKey: SEALS }),
  });
}

/** What a check code of a paper leads to. */
export const useVerifyByCode = (code: string | undefined) =>
  useQuery({
    queryKey: ["verify", code],
    queryFn: () => call("GET /api/verify/:code", { params: { code: code ?? "" } }),
    enabled: Boolean(code),
  });

/** The certificates of the organisation's seal, now and before. */
export const useSealCertificates = () =>
  useQuery({ queryKey: ["seal"], queryFn: () => call("GET /api/seal") });

/** What went out to people of the office's cases, and what could not. */
export const useOutbox = () =>
  useQuery({
    queryKey: ["outbox"],
    queryFn: () => call("GET /api/office/outbox"),
    retry: false,
  });
