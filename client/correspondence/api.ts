import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { joinEarlier, joinNewest, type Thread } from "../../shared/correspondence/thread.ts";
import { call } from "../transport/api.ts";
import { ofCase } from "../transport/readAgain.ts";

/**
 * The messages of the channels that one reads: the newest, with the earlier ones that were called
 * up.
 */
export function useThread(caseId: string) {
  const client = useQueryClient();
  const queryKey = ofCase(caseId, "messages");
  return useQuery({
    queryKey,
    queryFn: async () => {
      const params = { caseId };
      const newest = await call("GET /api/cases/:caseId/messages", { params, query: {} });
      return joinNewest(client.getQueryData<Thread>(queryKey), newest);
    },
  });
}

/** Calls up the page before a channel's first message; `onPage` runs before it is shown. */
export function useEarlier(caseId: string, onPage: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (query: { channel: Channel; before: string | undefined }) =>
      call("GET /api/cases/:caseId/messages", { params: { caseId }, query }),
    onSuccess: (page) => {
      onPage();
      client.setQueryData<Thread>(ofCase(caseId, "messages"), (known) =>
        known ? joinEarlier(known, page) : known,
      );
    },
  });
}
