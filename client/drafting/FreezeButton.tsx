import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Finding } from "../../shared/drafting/finding.ts";
import { stillBlocking } from "../../shared/drafting/preflight.ts";
import { call, Refused } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { FindingList, goTo } from "./FindingList.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { usePreflight } from "./api.ts";

/** The check before freezing, and the freeze itself once nothing forbids it. */
export function FreezeButton({ caseId }: { caseId: string }) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [open, setOpen] = useState(false);
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const check = usePreflight(caseId, open);
  const given = Object.entries(reasons)
    .map(([key, reason]) => ({ key, reason: reason.trim() }))
    .filter(({ reason }) => reason.length >= 4);
  const freeze = useMutation({
    mutationFn: () =>
      call("POST /api/cases/:caseId/agreement/freeze", {
        params: { caseId },
        body: { reasons: given },
      }),
    onSuccess: () => {
      setOpen(false);
      void readAgain.everything();
    },
  });
  const refused =
    freeze.error instanceof Refused
      ? (freeze.error.problem.details?.findings as Finding[] | undefined)
      : undefined;
  const findings = refused ?? check.data?.findings ?? [];
  const lead = (finding: Finding) => {
    setOpen(false);
    // After the dialog has given the focus back.
    requestAnimationFrame(() => requestAnimationFrame(() => goTo(finding)));
  };
  return (
    <>
      <Button
        small
        main
        onClick={() => {
          freeze.reset();
          setOpen(true);
        }}
      >
        {t("drafting.freeze")}
      </Button>
      {open && (
        <Dialog title={t("drafting.freezeTitle")} onClose={() => setOpen(false)}>
          <p>{t("drafting.freezeText")}</p>
          {check.isFetching ? (
            <Loading what={t("drafting.checking")} />
          ) : (
            <FindingList
              findings={findings}
              reasons={reasons}
              onReason={(key, reason) => setReasons({ ...reasons, [key]: reason })}
              onGo={lead}
            />
          )}
          <Wrong error={check.error ?? (refused ? null : freeze.error)} />
          <div className="row">
            <Button
              main
              busy={freeze.isPending}
              disabled={check.isFetching || stillBlocking(findings, given).length > 0}
              onClick={() => freeze.mutate()}
            >
              {t("drafting.freezeNow")}
            </Button>
            <Button
              plain
              onClick={() => {
                freeze.reset();
                void check.refetch();
              }}
            >
              {t("drafting.checkAgain")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
