import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import type { Channel } from "../../shared/correspondence/contract.ts";
import { useTitle } from "../people/titles.ts";
import { call, isShut } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Empty } from "../ui/Empty.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { When } from "../ui/When.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { pasteAsText } from "../ui/paste.ts";
import { useKept, useSend } from "../ui/useKept.ts";
import { useReadAgain } from "../transport/readAgain.ts";
import { useEarlier, useThread } from "./api.ts";

/** One key per channel: words for one side's ears never stand in the box that all read. */
const unsentKey = (caseId: string, channel: Channel) => `message ${caseId} ${channel}`;

/**
 * Messages of the case. The box says who will read it; a side's own channel looks different from
 * the joint one.
 */
export default function Messages({ caseId }: { caseId: string }) {
  const titled = useTitle();
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [chosen, setChannel] = useState<Channel | null>(null);
  const [asked] = useSearchParams();
  const thread = useRef<HTMLDivElement>(null);
  /** How far the thread was from its end when earlier messages were asked for. */
  const fromEnd = useRef<number | null>(null);
  const { data, error } = useThread(caseId);
  // Who came to write to the mediator alone begins in that channel.
  const alone =
    asked.get("to") === "mediator"
      ? data?.channels.find((one) => one.channel !== "joint")
      : undefined;
  const channel = chosen ?? alone?.channel ?? "joint";
  const [body, setBody, forget] = useKept(unsentKey(caseId, channel), "");
  const send = useSend(unsentKey(caseId, channel), {
    mutationFn: (message: { channel: Channel; body: string; forget: (sent: string) => void }) =>
      call("POST /api/cases/:caseId/messages", {
        params: { caseId },
        body: { channel: message.channel, body: message.body },
      }),
    onSuccess: (_, sent) => {
      sent.forget(sent.body);
      void readAgain.parts(caseId, "messages");
    },
  });
  const shown = data?.messages.filter((one) => one.channel === channel) ?? [];
  const first = shown[0]?.id;
  const last = shown.at(-1)?.id;
  const earlier = useEarlier(caseId, () => {
    const box = thread.current;
    fromEnd.current = box ? box.scrollHeight - box.scrollTop : null;
  });
  // The reader stays at the message he was at when earlier ones come before it, and goes to the end
  // when a new one comes.
  useLayoutEffect(() => {
    const box = thread.current;
    if (!box || !first || fromEnd.current === null) return;
    box.scrollTop = box.scrollHeight - fromEnd.current;
    fromEnd.current = null;
  }, [first]);
  useEffect(() => {
    const box = thread.current;
    if (box && last) box.scrollTop = box.scrollHeight;
  }, [last]);
  if (isShut(error, data)) return <Wrong error={error} />;
  if (!data) return <Loading />;
  const nameOf = (one: { channel: Channel; name: string }) =>
    one.channel === "joint" ? t("messages.joint") : t("messages.side", { name: one.name });
  const secret = channel !== "joint";
  const current = data.channels.find((one) => one.channel === channel);
  return (
    <section className="card">
      <Wrong error={error} />
      {data.channels.length > 1 && (
        <div className="row below-12" role="tablist" aria-label={t("messages.channel")}>
          {data.channels.map((one) => (
            <ChannelTab
              key={one.channel}
              unsent={unsentKey(caseId, one.channel)}
              secret={one.channel !== "joint"}
              chosen={one.channel === channel}
              onChoose={() => setChannel(one.channel)}
            >
              {nameOf(one)}
            </ChannelTab>
          ))}
        </div>
      )}
      <div
        className="thread"
        ref={thread}
        role="log"
        aria-live="polite"
        tabIndex={0}
        aria-label={current ? nameOf(current) : ""}
      >
        {current?.earlier && (
          <div style={{ textAlign: "center" }}>
            <Button
              small
              plain
              busy={earlier.isPending}
              onClick={() => earlier.mutate({ channel, before: first })}
            >
              {t("messages.earlier")}
            </Button>
            <Wrong error={earlier.error} />
          </div>
        )}
        {shown.length === 0 && <Empty>{t("messages.none")}</Empty>}
        {shown.map((one) => (
          <div
            key={one.id}
            className={`bubble ${one.mine ? "mine" : ""} ${secret ? "private" : ""}`}
          >
            <span className="who">
              {t("people.withTitle", { name: one.author, title: titled(one.authorTitle) })}{" "}
              <When at={one.at} />
            </span>
            {one.body}
          </div>
        ))}
      </div>
      <form
        className="above-12"
        onSubmit={(event) => {
          event.preventDefault();
          if (body.trim()) send.mutate({ channel, body, forget });
        }}
      >
        <Notice kind={secret ? "private" : ""}>
          {secret ? t("messages.readersSide", { name: current?.name }) : t("messages.readersJoint")}
        </Notice>
        <label className="visually-hidden" htmlFor={`message-${caseId}`}>
          {t("messages.write")}
        </label>
        <textarea
          // Its own box for each channel: what is being composed in one never ends in another.
          key={channel}
          onPaste={pasteAsText}
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

/** One channel; where words wait that were not sent, it says so. */
function ChannelTab({
  unsent,
  secret,
  chosen,
  onChoose,
  children,
}: {
  unsent: string;
  secret: boolean;
  chosen: boolean;
  onChoose: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [words] = useKept(unsent, "");
  const look =
    chosen && secret ? { background: "var(--private)", borderColor: "var(--private)" } : undefined;
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      className={`button small ${chosen ? "main" : "plain"}`}
      style={look}
      onClick={onChoose}
    >
      {children}
      {words.trim() && !chosen && ` · ${t("messages.unsent")}`}
    </button>
  );
}
