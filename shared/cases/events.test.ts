import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { caseEvents } from "./events.ts";

test.each(["zh-CN", "en"])(
  "whatever the record of a case says has words for the timeline, and no words are left over, in %s",
  (language) => {
    const file = new URL(`../../client/locales/${language}/cases.json`, import.meta.url);
    const { events } = JSON.parse(readFileSync(file, "utf8")) as {
      events: Record<string, Record<string, string>>;
    };
    const told = Object.entries(events).flatMap(([domain, words]) =>
      Object.keys(words).map((name) => `${domain}/${name}`),
    );
    expect(told.filter((name) => !name.endsWith("-unsaid")).sort()).toEqual([...caseEvents].sort());
  },
);
