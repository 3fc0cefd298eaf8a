import i18next from "i18next";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { initReactI18next } from "react-i18next";
import { beforeAll, describe, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { unsentOf } from "../../client/drafting/aside.ts";
import { ClauseFields } from "../../client/drafting/ClauseFields.tsx";
import { BEFORE_JOINING, type DraftLink } from "../../client/drafting/draftLink.ts";
import { UnsentWords } from "../../client/drafting/UnsentWords.tsx";
import { words } from "../../client/locales/zh-CN/index.ts";
import { edit } from "../../server/testing/atTheGate.ts";
import { diffClauses } from "../agreements/diff.ts";
import { inChinese } from "../day.ts";
import { yuan } from "../money.ts";
import { boundText } from "./boundText.ts";
import { named } from "./checks/text.ts";
import { type Clause, type ClauseFields as Fields, emptyFields } from "./clause.ts";
import { addClause, readDocument, seedDocument } from "./document.ts";
import { cellsOf, emptyRow, fieldNames, isRowsName, scalarField } from "./eachField.ts";
import { callsFor, printableOf } from "./sentence.ts";

/** The table with one more field of each sort, and one more column of the list. */
vi.mock("./clauseFields.ts", async (load) => {
  const real = await load<typeof import("./clauseFields.ts")>();
  const { plan } = real.clauseFields;
  const trialNote = { holds: "words", most: 40, label: "trial.note", labelOf: "trial.noteOf" };
  const clauseFields = {
    ...real.clauseFields,
    trialWords: { holds: "words", most: 40, label: "trial.words" },
    trialParty: { holds: "party", label: "trial.party" },
    trialMoney: { holds: "money", label: "trial.money" },
    trialDay: { holds: "day", label: "trial.day" },
    plan: { ...plan, cells: { ...plan.cells, trialNote } },
  };
  return { ...real, clauseFields };
});

/** Every place where a value can stand, and the fields of a clause in which it alone does. */
const places = fieldNames.flatMap((name) => {
  if (!isRowsName(name)) {
    const put = (value: unknown) => ({ ...emptyFields, [name]: value }) as Fields;
    return [{ place: name as string, field: scalarField(name), put }];
  }
  return cellsOf(name).map(([cell, field]) => {
    const rows = (value: unknown) => [{ ...emptyRow(name), [cell]: value }];
    const put = (value: unknown) => ({ ...emptyFields, [name]: rows(value) }) as Fields;
    return { place: `${name} ${cell}`, field, put };
  });
});

const holding = (holds: string) => places.filter(({ field }) => field.holds === holds);

const parties = [{ id: "payer-1", name: "闻人喆", title: "被申请人" }];
const calls = callsFor(parties);
const right = { party: "payer-1", money: 1_234_500, day: "2027-03-01", words: "云江银行" };
const wrong = { party: 1, money: 0.5, day: "2027-02-30", words: "长".repeat(201) };

/** How a page writes the right value. */
const shown = { party: "闻人喆", money: yuan(right.money), day: right.day, words: right.words };

const clauseWith = (fields: Fields, kind: Clause["kind"] = "payment"): Clause => ({
  id: "c2",
  kind,
  paragraphs: ["另行约定。"],
  fields,
});

const atTheGate = (fields: Fields) => edit((doc) => addClause(doc, clauseWith(fields)));

beforeAll(async () => {
  await i18next.use(initReactI18next).init({
    lng: "zh-CN",
    resources: { "zh-CN": { translation: words } },
    interpolation: { escapeValue: false },
  });
});

test("the trial is on the table", () => {
  const trials = places.map(({ place }) => place).filter((place) => place.includes("trial"));
  expect(trials).toHaveLength(5);
});

describe("the gate", () => {
  test.each(places)("R-D30 lets in $place, and it reads back", ({ field, put }) => {
    const fields = put(right[field.holds]);
    const verdict = atTheGate(fields);
    expect(verdict).toMatchObject({ refused: null, touched: [{ after: { clause: { fields } } }] });
    expect(readDocument(seedDocument([clauseWith(fields)]))[0]?.fields).toEqual(fields);
  });
  test.each(places)("R-D2 refuses a wrong value of $place", ({ field, put }) =>
    expect(atTheGate(put(wrong[field.holds])).refused).toBe("drafting/wrong-shape"),
  );
  test.each(holding("words"))("R-D1 refuses a hidden character in $place", ({ put }) =>
    expect(atTheGate(put("云江\u202e银行")).refused).toBe("drafting/bad-character"),
  );
  test.each(holding("party"))("R-D33 refuses a stranger in $place", ({ put }) =>
    expect(atTheGate(put("stranger")).refused).toBe("drafting/not-a-party"),
  );
});

describe("before freezing", () => {
  const kinds: Clause["kind"][] = ["payment", "free"];
  test.each(holding("words"))("R-D8 a character without ink in $place is looked for", ({ put }) => {
    const printed = kinds.map((kind) => printableOf(clauseWith(put("某\u{2fffd}"), kind), calls));
    for (const text of printed) expect(text).toContain("\u{2fffd}");
  });
  test.each(holding("party"))("R-D33 a stranger in $place is told", ({ put }) => {
    const clauses = [clauseWith(put("stranger"))];
    const text = { clauses, facts: "", today: "2026-12-01", parties, copies: 2, paperOnly: false };
    expect(named(text)).toMatchObject([{ code: "party-unknown", clauseId: "c2" }]);
  });
});

describe("a change", () => {
  const before = clauseWith(emptyFields);
  test.each(places)("R-D6 R-G5 of $place ends consent and is told as one", ({ field, put }) => {
    const after = clauseWith(put(right[field.holds]));
    expect(boundText(after)).not.toBe(boundText(before));
    expect(diffClauses([before], [after])).toMatchObject([{ change: "changed" }]);
  });
  test("R-D6 a field that came later changes nothing while it is empty", () => {
    const { payer, payee, amountFen, dueDate, account, plan } = emptyFields;
    const earlier = { payer, payee, amountFen, dueDate, account, plan } as Fields;
    expect(Object.keys(emptyFields).length).toBeGreaterThan(Object.keys(earlier).length);
    expect(boundText(before)).toBe(boundText(clauseWith(earlier)));
  });
});

describe("the page", () => {
  const doc = (clause: Clause) => {
    const made = new Y.Doc();
    addClause(made, clause);
    return made;
  };
  const unsentWords = (clause: Clause) => {
    const draft = { ...BEFORE_JOINING, unsent: unsentOf([clause], [clauseWith(emptyFields)]) };
    const link = { doc: doc(clause) } as DraftLink;
    return renderToStaticMarkup(createElement(UnsentWords, { link, draft, parties }));
  };
  const fieldsOf = (clause: Clause, mayEdit: boolean) => {
    const link = { doc: doc(clause) } as DraftLink;
    return renderToStaticMarkup(createElement(ClauseFields, { link, clause, parties, mayEdit }));
  };

  test.each(places)("gives back what was typed into $place", ({ field, put }) =>
    expect(unsentWords(clauseWith(put(right[field.holds])))).toContain(shown[field.holds]),
  );
  test.each(places)("shows $place to whoever reads", ({ field, put }) => {
    const html = fieldsOf(clauseWith(put(right[field.holds])), false);
    expect(html).toContain(field.holds === "day" ? inChinese(right.day) : shown[field.holds]);
  });
  test.each(places)("has a box for $place", ({ field, put }) => {
    const html = fieldsOf(clauseWith(put(right[field.holds])), true);
    const value = field.holds === "party" ? `${right.party}" selected="` : shown[field.holds];
    expect(html).toContain(`value="${value}"`);
  });
});
