import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PartyDetails } from "../../shared/cases/contract.ts";
import { call } from "../transport/api.ts";
import { Button } from "../ui/Button.tsx";
import { Dialog } from "../ui/Dialog.tsx";
import { firstWrong } from "../ui/firstWrong.ts";
import { Loading } from "../ui/Loading.tsx";
import { Wrong } from "../ui/Wrong.tsx";
import { type Party, PartyFields, withOwnNames } from "./PartyFields.tsx";
import { useReadAgain } from "../transport/readAgain.ts";
import { useParty } from "./api.ts";

/** The mediator corrects a party's data, as long as the text is not frozen. */
export function EditParty({
  caseId,
  partyId,
  onClose,
}: {
  caseId: string;
  partyId: string;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { data, error } = useParty(caseId, partyId);
  return (
    <Dialog title={t("cases.editParty")} onClose={onClose}>
      <Wrong error={error} />
      {!data && !error && <Loading />}
      {data && <Form caseId={caseId} partyId={partyId} data={data} onDone={onClose} />}
    </Dialog>
  );
}

function Form({
  caseId,
  partyId,
  data,
  onDone,
}: {
  caseId: string;
  partyId: string;
  data: PartyDetails;
  onDone: () => void;
}) {
  const { t } = useTranslation();
  const readAgain = useReadAgain();
  const [party, setParty] = useState<Party>({
    ...data,
    idNumber: "",
    people: data.people.map(({ idMask: _mask, id: _id, ...person }) => ({
      ...person,
      idNumber: "",
    })),
  });
  const save = useMutation({
    mutationFn: () => {
      const { side: _side, kind: _kind, people, ...rest } = withOwnNames(party);
      return call("PUT /api/cases/:caseId/parties/:partyId", {
        params: { caseId, partyId },
        body: {
          ...rest,
          people: people.map(({ capacity: _capacity, ...person }, index) => ({
            ...person,
            id: data.people[index]?.id as string,
          })),
        },
      });
    },
    onSuccess: async () => {
      await readAgain.parts(caseId, "case");
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!firstWrong(event.currentTarget)) save.mutate();
      }}
    >
      <p className="muted">{t("cases.editPartyText")}</p>
      <PartyFields
        party={party}
        number={1}
        inSide={1}
        edits={{ idMask: data.idMask, people: data.people.map((one) => one.idMask) }}
        onChange={(change) => setParty({ ...party, ...change })}
        onRemove={null}
      />
      <Wrong error={save.error} />
      <Button main type="submit" busy={save.isPending}>
        {t("ui.save")}
      </Button>
    </form>
  );
}
