import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { LIVEKIT_VERSION } from "./media/prepare.ts";
import { readSettings, settingNames } from "./settings.ts";

const file = (name: string) => readFileSync(new URL(`../${name}`, import.meta.url), "utf8");

test("every wrong setting is named at once, and production has no usable default for a secret", () => {
  expect(() =>
    readSettings({ PORT: "99999", DATABASE_URL: "mysql://x", LIVEKIT_URL: "wss://x" }),
  ).toThrow(/PORT[\s\S]*DATABASE_URL/);
  expect(() => readSettings({ NODE_ENV: "production" })).toThrow(
    /PUBLIC_URL[\s\S]*AUTH_SECRET[\s\S]*SEAL_P12/,
  );
  expect(readSettings({}).DEMO).toBe(true);
});

test("PUBLIC_URL is a host and nothing more", () => {
  const read = (PUBLIC_URL: string) => readSettings({ PUBLIC_URL }).PUBLIC_URL;
  expect([read("https://yuntiao.example/"), read("http://10.0.0.1:3000")]).toEqual([
    "https://yuntiao.example",
    "http://10.0.0.1:3000",
  ]);
  for (const wrong of [
    "https://a.example/yuntiao",
    "https://a.example/?x=1",
    "https://a.example/#x",
    "https://u:p@a.example",
    "ftp://a.example",
  ])
    expect(() => read(wrong), wrong).toThrow(/PUBLIC_URL: must be http/);
});

test("R-L3 trusted proxies are a count or a list, none by default, and anything else stops the start", () => {
  const read = (text?: string) =>
    readSettings(text === undefined ? {} : { TRUSTED_PROXIES: text }).TRUSTED_PROXIES;
  expect([read(), read(""), read("1"), read("loopback, 10.1.0.0/16,2001:db8::1")]).toEqual([
    [],
    [],
    1,
    ["loopback", "10.1.0.0/16", "2001:db8::1"],
  ]);
  for (const wrong of ["yes", "10", "-1", "10.0.0.0/40", "proxy.example", "*", "10.1"])
    expect(() => read(wrong), wrong).toThrow(/TRUSTED_PROXIES/);
});

test("docker-compose.yml gives the app settings that exist, all that production needs, and stops on a missing secret", () => {
  type Service = {
    environment?: Record<string, string>;
    image?: string;
    ports?: string[];
    depends_on?: Record<string, unknown>;
  };
  const compose = parse(file("docker-compose.yml")) as {
    services: Record<string, Service>;
    volumes: object;
    secrets: object;
  };
  const inImage = Object.fromEntries(
    [...(file("Dockerfile").match(/^ENV .*$/m)?.[0] ?? "").matchAll(/(\w+)=(\S+)/g)].map(
      ([, name, value]) => [name, value as string],
    ),
  );
  const given: Record<string, string> = { ...inImage, ...compose.services.app?.environment };
  expect(Object.keys(given).filter((name) => !settingNames.includes(name))).toEqual([]);

  const filled = (values: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        value.replace(/\$\{(\w+)(:[?-])?[^}]*\}/g, (_, wanted: string, kind?: string) => {
          if (!values[wanted] && kind !== ":-") throw new Error(`${wanted} is missing`);
          return values[wanted] ?? "";
        }),
      ]),
    );
  const secrets = {
    DOMAIN: "mediation.example",
    POSTGRES_PASSWORD: "p",
    LIVEKIT_API_KEY: "k",
    LIVEKIT_API_SECRET: "s".repeat(32),
    AUTH_SECRET: "a".repeat(32),
    SEAL_P12_PASSWORD: "q",
  };
  expect(readSettings(filled(secrets))).toMatchObject({
    NODE_ENV: "production",
    HOST: "0.0.0.0",
    TRUSTED_PROXIES: 1,
    DEMO: false,
    PUBLIC_URL: "https://mediation.example",
    LIVEKIT_URL: "wss://media.mediation.example",
  });
  for (const name of Object.keys(secrets))
    expect(() => filled({ ...secrets, [name]: "" })).toThrow(`${name} is missing`);
  // One trusted proxy is true only while the tls service is the one way in.
  expect([compose.services.app?.ports, compose.services.tls?.ports]).toEqual([
    undefined,
    ["80:80", "443:443"],
  ]);
  for (const service of Object.values(compose.services))
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(Object.keys(compose.services)).toContain(other);
  expect(compose.services.livekit?.image).toBe(`livekit/livekit-server:${LIVEKIT_VERSION}`);
});
