import { address } from "./address.ts";
import { agreement } from "./agreement.ts";
import { application } from "./application.ts";
import { authority } from "./authority.ts";
import { identity } from "./identity.ts";
import { mediationProof } from "./mediationProof.ts";
import { record } from "./record.ts";

/** Every form by its name. */
export const forms = {
  [agreement.name]: agreement,
  [application.name]: application,
  [mediationProof.name]: mediationProof,
  [address.name]: address,
  [identity.name]: identity,
  [authority.name]: authority,
  [record.name]: record,
};

type AnyForm = (typeof forms)[keyof typeof forms];

/** The name of a form. */
export type FormName = AnyForm["name"];

/** What each form is made from. */
export type Forms = { [Name in FormName]: Parameters<(typeof forms)[Name]["draw"]>[1] };

/** The forms that are drawn when an application is filed. */
export type FiledFormName = Extract<AnyForm, { gather: unknown }>["name"];
