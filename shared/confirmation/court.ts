export type Court = { id: string; name: string; district: string };
export type CourtReason = "organisation-seat" | "party-domicile";
export type CompetentCourt = Court & { reasons: { reason: CourtReason; who: string }[] };

/**
 * R-C5. An organisation acting by itself: the basic courts at a party's domicile or at the
 * organisation's seat; the parties choose one (民诉法 205(2); 解释 352).
 */
export function competentCourts(
  courts: Court[],
  organisation: { name: string; district: string },
  parties: { name: string; district: string }[],
): CompetentCourt[] {
  return courts.flatMap((court) => {
    const reasons = [
      ...(court.district === organisation.district
        ? [{ reason: "organisation-seat" as const, who: organisation.name }]
        : []),
      ...parties
        .filter((party) => party.district === court.district)
        .map((party) => ({ reason: "party-domicile" as const, who: party.name })),
    ];
    return reasons.length ? [{ ...court, reasons }] : [];
  });
}
