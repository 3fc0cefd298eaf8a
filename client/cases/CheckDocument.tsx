import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CheckGuide } from "../people/CheckGuide.tsx";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";

/**
 * Which way a document is checked: in the room, where the face is seen beside the guide, or here
 * with the card in hand.
 */
export function CheckDocument({
  caseId,
  base,
  person,
  onClose,
  onCorrect,
}: {
  caseId: string;
  base: string;
  person: { id: string; name: string };
  onClose: () => void;
  onCorrect: (() => void) | null;
}) {
  const { t } = useTranslation();
  const [inHand, setInHand] = useState(false);
  return (
    <Dialog title={t("people.check.title", { name: person.name })} onClose={onClose}>
      {inHand ? (
        <CheckGuide
          caseId={caseId}
          person={person}
          way="in-person"
          onDone={onClose}
          onWrongNumber={onCorrect}
        />
      ) : (
        <>
          <p>{t("people.check.choose")}</p>
          <div className="row">
            <Link className="button main" to={`${base}/room`}>
              {t("people.check.byVideo")}
            </Link>
            <Button plain onClick={() => setInHand(true)}>
              {t("people.check.inPerson")}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
