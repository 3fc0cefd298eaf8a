import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import type { CaseView } from "../../shared/cases/contract.ts";
import type { StaffMe } from "../../shared/people/contract.ts";
import { call, isShut } from "../transport/api.ts";
import { useCaseLink } from "../transport/caseLink.ts";
import { Badge } from "../ui/Badge.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { useKept, useSend } from "../ui/useKept.ts";
import { useArrivals } from "../rooms/useArrivals.ts";
import { CaseTabs } from "./CaseTabs.tsx";
import { NextStepCard } from "./NextStepCard.tsx";
import { People } from "./People.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useCase } from "./api.ts";

/** One case as its mediator works on it. */
export function StaffCase({ me }: { me: StaffMe }) {
  const { caseId = "" } = useParams();
  const { t } = useTranslation();
  const { room } = useCaseLink(caseId);
  const base = `/desk/cases/${caseId}`;
  useArrivals(room?.waiting ?? [], true);
  const { data: view, error } = useCase(caseId);
  if (isShut(error, view))
    return (
      <main className="page narrow" id="main">
        <Wrong error={error} />
        <Link to="/desk">{t("cases.back")}</Link>
      </main>
    );
  if (!view) return <Loading />;
  return (
    <main className="page" id="main">
      <Wrong error={error} />
      <p className="small">
        <Link to="/desk">← {t("cases.back")}</Link>
      </p>
      <h1>{view.title}</h1>
      <p className="muted">
        {view.code} · {t(`cases.kinds.${view.kind}`)} · {view.organisation.name}
      </p>
      {room && room.waitingCount > 0 && (
        <Notice kind="warn">
          <div className="row between">
            <span>
              {t("rooms.someoneWaits", {
                names: room.waiting.map((one) => one.name).join(t("ui.and")),
              })}
            </span>
            <Link className="button small main" to={`${base}/room`}>
              {t("cases.go.room")}
            </Link>
          </div>
        </Notice>
      )}
      <CaseTabs
        caseId={caseId}
        base={base}
        viewer={{ id: me.id, name: me.name, role: "mediator", partyId: null }}
        overview={
          <>
            <NextStepCard view={view} base={base} />
            <People view={view} base={base} />
            <Facts view={view} />
          </>
        }
      />
    </main>
  );
}

type Facts = Record<"facts" | "disputed" | "claims", string>;

/** What the dispute is about; only what was changed here is kept and sent. */
function Facts({ view }: { view: CaseView }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const mine = `facts ${view.id}`;
  const [form, setForm, forget] = useKept<Partial<Facts> | null>(mine, null);
  const save = useSend(mine, {
    mutationFn: (changed: Partial<Facts>) => {
      const { facts, disputed, claims } = view;
      return call("PUT /api/cases/:caseId", {
        params: { caseId: view.id },
        body: { facts, disputed, claims, ...changed },
      });
    },
    onSuccess: (_, changed) => {
      forget(changed);
      void readAgain.parts(view.id, "case");
    },
  });
  const fields = ["facts", "disputed", "claims"] as const;
  return (
    <section className="card">
      <div className="row between">
        <h2>{t("cases.about")}</h2>
        {!form && view.correctable && (
          <Button small plain onClick={() => setForm({})}>
            {t("ui.edit")}
          </Button>
        )}
      </div>
      {form ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate(form);
          }}
        >
          {fields.map((name) => (
            <Field key={name} label={t(`cases.${name}`)}>
              <textarea
                rows={4}
                value={form[name] ?? view[name]}
                onChange={(event) => setForm({ ...form, [name]: event.target.value })}
              />
            </Field>
          ))}
          <Wrong error={save.error} />
          <div className="row">
            <Button main type="submit" busy={save.isPending}>
              {t("ui.save")}
            </Button>
            <Button plain onClick={() => forget()}>
              {t("ui.cancel")}
            </Button>
          </div>
        </form>
      ) : (
        fields.map(
          (name) =>
            view[name] && (
              <div key={name}>
                <h3>{t(`cases.${name}`)}</h3>
                <p>{view[name]}</p>
              </div>
            ),
        )
      )}
      {!form && (
        <p className="small muted">
          <Badge>{t("cases.accepted")}</Badge> {view.acceptedOn}
        </p>
      )}
    </section>
  );
}
