import { expect, test } from "@playwright/test";
import { residentCheckDigit } from "../shared/people/idNumber.ts";
import { aMediator, aParty, PHONE } from "./people.ts";
import { accountOf } from "./world.ts";
import { worldOfThese } from "./worldOfThese.ts";

const world = worldOfThese({ MEDIA: "off" }, "site");
const address = { address: "云江市东浦区梧桐里8幢", phone: "13800000001" };

for (const language of ["zh-CN", "en"] as const)
  test(`a corrected number leads back to its step, checks are followed and taken back, sign-ins end: ${language}`, async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const loan = world().demo().cases[0];
    const invited = loan?.parties.find(
      (one) => one.name === (language === "en" ? "卫龑" : "闻人喆"),
    ); // a party, not an agent
    if (!loan || !invited) throw new Error("the demo has a loan case");
    const { name, joinUrl } = invited;
    const [party, elsewhere, mediator] = [
      await aParty(browser, { size: PHONE, language }),
      await aParty(browser, { language }),
      await aMediator(browser, { language }),
    ];
    await party.entersDemo(joinUrl, address);
    await mediator.signsIn(`${world().url}/desk`, accountOf(world(), "mediator"));
    await mediator.opensCase(world().url, loan.id);

    await mediator.correctsNumber(name, numberLike(language === "en" ? "19850102" : "19900101"));
    await expect(party.heading("people.identityTitle")).toBeVisible(); // without a reload
    await expect(party.told("people.againIdentity")).toBeVisible();
    await party.page.locator(".notice button").click();
    await party.button("people.confirmIdentity").click();
    await expect(party.caseParts).toBeVisible();

    await mediator.checksIdentityInPerson(name);
    await mediator.undoesCheck(name, "照片看不清");
    await mediator.checksIdentityInPerson(name);

    await elsewhere.comesBack(joinUrl);
    await party.goes("");
    await party.endsOtherSessions();
    await expect(elsewhere.told("people.signedOut")).toBeVisible();
    await expect(elsewhere.button("people.getCode")).toBeVisible();

    const link = await mediator.invitesAgain(name);
    await expect(party.heading("people.linkTrouble")).toBeVisible();
    await elsewhere.comesBack(link);
  });

/** Another number that passes its check. */
function numberLike(birth: string): string {
  const first = `330199${birth}001`;
  return first + residentCheckDigit(first);
}
