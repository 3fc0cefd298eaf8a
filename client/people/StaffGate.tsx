import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StaffRole } from "../../shared/people/asker.ts";
import type { StaffMe } from "../../shared/people/contract.ts";
import { call, Refused, send } from "../transport/api.ts";
import { Button, Field, Loading, Notice, Wrong } from "../ui/kit.tsx";
import { keepFor } from "../ui/useKept.ts";
import { StaffSessions } from "./StaffSessions.tsx";
import { Top } from "../ui/Top.tsx";

const post = (path: string, body: unknown) => send("POST", `/api/auth${path}`, JSON.stringify(body), "application/json");

/** Staff pages open for a signed-in member with the right role; anyone else signs in here. */
export function StaffGate({ needs, children }: { needs: StaffRole; children: (me: StaffMe) => ReactNode }) {
  const { t } = useTranslation(),
    client = useQueryClient(),
    [shown, setShown] = useState(false);
  const me = useQuery({ queryKey: ["staff"], queryFn: () => call("GET /api/staff/me"), retry: false });
  // Before anything below is shown: it reads what this person kept.
  if (me.data) keepFor(me.data.id);
  const signOut = async () => {
    await post("/sign-out", {}).catch(() => {}); // offline: the page below asks anew
    client.clear();
    location.reload();
  };
  if (me.isPending)
    return (
      <>
        <Top />
        <Loading />
      </>
    );
  if (me.error && !(me.error instanceof Refused && me.error.problem.status === 401))
    return (
      <>
        <Top />
        <main className="page narrow" id="main">
          <Wrong error={me.error} />
        </main>
      </>
    );
  if (!me.data || me.error) return <SignIn onIn={() => client.resetQueries()} />;
  if (me.data.role !== needs)
    return (
      <>
        <Top />
        <main className="page narrow" id="main">
          <Notice kind="warn">
            {t("people.otherRole", { name: me.data.name, role: t(`entry.roles.${me.data.role}`), needed: t(`entry.roles.${needs}`) })}
          </Notice>
          <Button main onClick={signOut}>
            {t("people.signOut")}
          </Button>
        </main>
      </>
    );
  return (
    <>
      <Top home={needs === "mediator" ? "/desk" : needs === "clerk" ? "/court" : "/office"}>
        <button
          type="button"
          className="quiet small grow"
          style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap", textAlign: "start" }}
          title={t("people.sessions.short")}
          aria-label={`${me.data.name} · ${me.data.court ?? me.data.organisation} · ${t("people.sessions.short")}`}
          onClick={() => setShown(true)}
        >
          {me.data.name} · {me.data.court ?? me.data.organisation}
        </button>
        <button type="button" className="quiet" onClick={signOut}>
          {t("people.signOut")}
        </button>
      </Top>
      {shown && <StaffSessions onClose={() => setShown(false)} />}
      {children(me.data)}
    </>
  );
}

function SignIn({ onIn }: { onIn: () => void }) {
  const { t } = useTranslation(),
    [email, setEmail] = useState(""),
    [password, setPassword] = useState(""),
    [trouble, setTrouble] = useState<unknown>(null),
    [busy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    await post("/sign-in/email", { email, password }).then(onIn, setTrouble);
    setBusy(false);
  };
  return (
    <>
      <Top />
      <main className="page narrow" id="main">
        <form
          className="card"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <h1>{t("people.signInTitle")}</h1>
          <Field label={t("people.account")}>
            <input
              type="email"
              autoComplete="username"
              required
              autoFocus
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label={t("people.password")}>
            <input
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          <Wrong error={trouble} />
          <Button main block type="submit" busy={busy}>
            {t("people.signIn")}
          </Button>
        </form>
      </main>
    </>
  );
}
