import { useQuery } from "@tanstack/react-query";
import { call } from "../transport/api.ts";
import { ofCase, whoKey } from "../transport/readAgain.ts";

const STAFF_SESSIONS = ["staff sessions"];
export const entryKey = (token: string) => ["entry", token];

/** What a link leads to, before anybody is known. */
export const useGreeting = (token: string) =>
  useQuery({
    queryKey: entryKey(token),
    queryFn: () => call("GET /api/entry/:token", { params: { token } }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The person on this seat, once it is signed in. */
export const useMe = (seat: string | undefined, isKnown: boolean) =>
  useQuery({ queryKey: whoKey("me", seat), queryFn: () => call("GET /api/me"), enabled: isKnown });

export const useStaffMe = () =>
  useQuery({ queryKey: whoKey("staff"), queryFn: () => call("GET /api/staff/me"), retry: false });

/** Where one is signed in oneself. */
export const useMySessions = (caseId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "sessions", "mine"),
    queryFn: () => call("GET /api/me/sessions"),
  });

/** Where a person of the case is signed in. */
export const useTheirSessions = (caseId: string, participantId: string) =>
  useQuery({
    queryKey: ofCase(caseId, "sessions", participantId),
    queryFn: () =>
      call("GET /api/cases/:caseId/participants/:participantId/sessions", {
        params: { caseId, participantId },
      }),
    gcTime: 0,
  });

export const useStaffSessions = () =>
  useQuery({
    queryKey: STAFF_SESSIONS,
    queryFn: () => call("GET /api/staff/sessions"),
    gcTime: 0,
  });
