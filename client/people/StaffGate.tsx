import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { StaffRole } from "../../shared/people/asker.ts";
import type { StaffMe } from "../../shared/people/contract.ts";
import { Refused, send } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { forgetAll, keepFor } from "../ui/useKept.ts";
import { StaffSessions } from "./StaffSessions.tsx";
import { Top } from "../ui/Top.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useStaffMe } from "./api.ts";

const post = (path: string, body: unknown) =>
  send("POST", `/api/auth${path}`, JSON.stringify(body), "application/json");

/** Staff pages open for a signed-in member with the right role; anyone else signs in here. */
export function StaffGate({
  needs,
  children,
}: {
  needs: StaffRole;
  children: (me: StaffMe) => ReactNode;
}) {
  const readAgain = useReadAgain();
  const me = useStaffMe();
  const first = useRef<string | null>(null);
  first.current ??= me.data?.id ?? null;
  // Somebody else signed in here: for that person the page begins anew, with nothing of the first
  // one's in its memory.
  const isOther = me.data !== undefined && me.data.id !== first.current;
  useEffect(() => {
    if (!isOther) return;
    forgetAll();
    location.reload();
  }, [isOther]);
  // Before anything below is shown: it reads what this person kept.
  if (me.data) keepFor(me.data.id);
  const isOut = me.error instanceof Refused && me.error.problem.status === 401;
  if (me.isPending || isOther)
    return (
      <>
        <Top />
        <Loading />
      </>
    );
  const signedIn = readAgain.everything;
  if (!me.data) return isOut ? <SignIn onIn={signedIn} /> : <Faulty error={me.error} />;
  const { data } = me;
  return (
    <>
      {isOut && <SignIn onIn={signedIn} />}
      {/* What stands below stays as it is while somebody signs in again, and is seen by nobody. */}
      <div style={{ display: isOut ? "none" : "contents" }}>
        {data.role === needs ? (
          <Page me={data}>{children(data)}</Page>
        ) : (
          <OtherRole me={data} needs={needs} />
        )}
      </div>
    </>
  );
}

const Faulty = ({ error }: { error: unknown }) => (
  <>
    <Top />
    <main className="page narrow" id="main">
      <Wrong error={error} />
    </main>
  </>
);

const HOMES: Record<StaffRole, string> = {
  mediator: "/desk",
  clerk: "/court",
  coordinator: "/office",
};

async function signOut() {
  await post("/sign-out", {}).catch(() => {}); // offline: the page asks anew after it was loaded
  location.reload();
}

function OtherRole({ me, needs }: { me: StaffMe; needs: StaffRole }) {
  const { t } = useTranslation();
  return (
    <>
      <Top />
      <main className="page narrow" id="main">
        <Notice kind="warn">
          {t("people.otherRole", {
            name: me.name,
            role: t(`entry.roles.${me.role}`),
            needed: t(`entry.roles.${needs}`),
          })}
        </Notice>
        <Button main onClick={signOut}>
          {t("people.signOut")}
        </Button>
      </main>
    </>
  );
}

function Page({ me, children }: { me: StaffMe; children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Top home={HOMES[me.role]}>
        <button
          type="button"
          className="quiet small grow"
          style={{
            overflow: "hidden",
            textOverflow: "ellipsis",
            whiteSpace: "nowrap",
            textAlign: "start",
          }}
          title={t("people.sessions.short")}
          aria-label={`${me.name} · ${me.court ?? me.organisation} · ${t("people.sessions.short")}`}
          onClick={() => setShown(true)}
        >
          {me.name} · {me.court ?? me.organisation}
        </button>
        <button type="button" className="quiet" onClick={signOut}>
          {t("people.signOut")}
        </button>
      </Top>
      {shown && <StaffSessions onClose={() => setShown(false)} />}
      {children}
    </>
  );
}

function SignIn({ onIn }: { onIn: () => void }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
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
