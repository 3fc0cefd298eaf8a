import type { RefusalCode } from "../../shared/refusal.ts";

/** These come from a broken or hostile client, never from typing. */
const HOSTILE: RefusalCode[] = [
  "drafting/malformed",
  "drafting/not-your-client",
  "drafting/wrong-shape",
  "drafting/too-large",
  "drafting/not-a-party",
];

/** Ours, not theirs. */
const FREE: RefusalCode[] = ["drafting/retry", "drafting/slow-down"];
const POINTS = 20;
const HOSTILE_COST = 4;
const BACK_PER_SECOND = 0.2;

/**
 * Below this nothing is left; a little above zero, because points come back while a person still
 * sends.
 */
const NONE = 2;

/** So many points must have come back before a person whose editing was paused may join again. */
const ENOUGH = 12;

/** With fewer points than this, the next edit waits this long. */
const FEW = 10;
const WAIT_MS = 500;

type Account = { points: number; at: number; waitUntil: number; paused: boolean };

/**
 * Every refusal counts against its sender, over all pages of that person: slowed down first, then
 * paused with a clear word.
 */
export class Patience {
  #accounts = new Map<string, Account>();
  #now: () => number;
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * "wait": not now, the words stay with the sender and come again. "paused": no more for a minute.
   */
  state(person: string): "go" | "wait" | "paused" {
    const account = this.#account(person);
    if (!account) return "go";
    if (account.paused && account.points >= ENOUGH) account.paused = false;
    if (account.paused) return "paused";
    return this.#now() < account.waitUntil ? "wait" : "go";
  }

  refused(person: string, code: RefusalCode): void {
    if (FREE.includes(code)) return;
    const account = this.#account(person) ?? {
      points: POINTS,
      at: this.#now(),
      waitUntil: 0,
      paused: false,
    };
    this.#accounts.set(person, account);
    const hostile = HOSTILE.includes(code);
    account.points -= hostile ? HOSTILE_COST : 1;
    if (account.points < NONE) account.paused = true;
    else if (!hostile && account.points < FEW) account.waitUntil = this.#now() + WAIT_MS;
  }

  #account(person: string): Account | null {
    const account = this.#accounts.get(person);
    if (!account) return null;
    const now = this.#now();
    account.points = Math.min(
      POINTS,
      account.points + ((now - account.at) / 1000) * BACK_PER_SECOND,
    );
    account.at = now;
    if (account.points < POINTS || account.paused) return account;
    this.#accounts.delete(person);
    return null;
  }
}
