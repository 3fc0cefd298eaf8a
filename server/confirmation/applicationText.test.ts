import { expect, test } from "vitest";
import type { ApplicationContent } from "../../shared/confirmation/applicationContent.ts";
import { SMALL, samplePapers } from "../testing/samplePapers.ts";
import { applicationText, filedText } from "./applicationText.ts";

const { content } = samplePapers(SMALL).application;

/** What applications of before do not say. */
const LATER: (keyof ApplicationContent)[] = ["copies", "roles"];
const names = Object.keys(content) as (keyof ApplicationContent)[];

const without = (name: keyof ApplicationContent) => {
  const { [name]: _, ...lacking } = content;
  return JSON.stringify(lacking);
};

test("an application is read as it was drawn, by the parties and as it was filed", () => {
  const text = JSON.stringify(content);
  expect(applicationText({ id: "a1", content: text })).toEqual(content);
  expect(filedText({ application_id: "a1", content: text })).toEqual(content);
});

test.each(LATER)("one of before says nothing of %s and is read", (name) =>
  expect(applicationText({ id: "a1", content: without(name) })).not.toHaveProperty(name),
);

test.each(names.filter((name) => !LATER.includes(name)))("without %s it is none", (name) => {
  expect(() => applicationText({ id: "a1", content: without(name) })).toThrow(
    `application.content of row a1 has the wrong shape: ${name}`,
  );
  expect(() => filedText({ application_id: "a1", content: without(name) })).toThrow(
    `filing.content of row a1 has the wrong shape: ${name}`,
  );
});
