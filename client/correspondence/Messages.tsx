import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { useTitle } from "../people/titles.ts";
import { call } from "../transport/api.ts";
import { Button, Empty, Loading, Notice, When, Wrong } from "../ui/kit.tsx";

/** Messages of the case. The box says who will read it; a side's own channel looks different from the joint one. */
export default function Messages({ caseId, only }: { caseId: string; only?: "joint" }) {
  const titled = useTitle();
  const { t } = useTranslation(),
    client = useQueryClient(),
    [channel, setChannel] = useState<Channel>("joint"),
    [body, setBody] = useState(""),
    end = useRef<HTMLDivElement>(null);
  const { data, error } = useQuery({
    queryKey: ["messages", caseId],
    queryFn: () => call("GET /api/cases/:caseId/messages", { params: { caseId } }),
  });
  const send = useMutation({
    mutationFn: () => call("POST /api/cases/:caseId/messages", { params: { caseId }, body: { channel, body } }),
    onSuccess: () => {
      setBody("");
      void client.invalidateQueries({ queryKey: ["messages", caseId] });
    },
  });
  const shown = data?.messages.filter((one) => one.channel === channel) ?? [],
    count = shown.length;
  useEffect(() => {
    if (count) end.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  if (error) return <Wrong error={error} />;
  if (!data) return <Loading />;
  const nameOf = (one: { channel: Channel; name: string }) =>
    one.channel === "joint" ? t("messages.joint") : t("messages.side", { name: one.name });
  const secret = channel !== "joint",
    current = data.channels.find((one) => one.channel === channel);
  return (
    <section className="card">
      {!only && (
        <div className="row" role="tablist" aria-label={t("messages.channel")} style={{ marginBottom: 12 }}>
          {data.channels.map((one) => (
            <button
              key={one.channel}
              type="button"
              role="tab"
              aria-selected={one.channel === channel}
              className={`button small ${one.channel === channel ? "main" : "plain"}`}
              style={
                one.channel !== "joint" && one.channel === channel
                  ? { background: "var(--private)", borderColor: "var(--private)" }
                  : undefined
              }
              onClick={() => setChannel(one.channel)}
            >
              {nameOf(one)}
            </button>
          ))}
        </div>
      )}
      <div className="thread" role="log" aria-live="polite" tabIndex={0} aria-label={current ? nameOf(current) : ""}>
        {shown.length === 0 && <Empty>{t("messages.none")}</Empty>}
        {shown.map((one) => (
          <div key={one.id} className={`bubble ${one.mine ? "mine" : ""} ${secret ? "private" : ""}`}>
            <span className="who">
              {t("people.withTitle", { name: one.author, title: titled(one.authorTitle) })} <When at={one.at} />
            </span>
            {one.body}
          </div>
        ))}
        <div ref={end} />
      </div>
      <form
        style={{ marginTop: 12 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (body.trim()) send.mutate();
        }}
      >
        <Notice kind={secret ? "private" : ""}>
          {secret ? t("messages.readersSide", { name: current?.name }) : t("messages.readersJoint")}
        </Notice>
        <label className="visually-hidden" htmlFor={`message-${caseId}`}>
          {t("messages.write")}
        </label>
        <textarea
          id={`message-${caseId}`}
          className="input"
          rows={3}
          maxLength={4000}
          placeholder={t("messages.write")}
          value={body}
          onChange={(event) => setBody(event.target.value)}
        />
        <Wrong error={send.error} />
        <Button main type="submit" busy={send.isPending} disabled={!body.trim()}>
          {t("messages.send")}
        </Button>
      </form>
    </section>
  );
}
