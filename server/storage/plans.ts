import type { PoolClient } from "pg";

const MARK = /^\/\*keep (\w+)\*\//;

/**
 * Begins a statement that is worth reading and planning once per connection. Its text must never
 * vary, and what it returns must be named column by column: a plan that returns "*" breaks when a
 * migration adds a column meanwhile.
 */
export const keepPlan = (name: string): string => `/*keep ${name}*/`;

/** Makes a connection keep the plans of the statements that ask for it. */
export function keepsPlans(client: PoolClient): void {
  const { query } = client;
  Object.assign(client, {
    query: (asked: unknown, ...rest: unknown[]): unknown => {
      const name = typeof asked === "string" ? MARK.exec(asked)?.[1] : undefined;
      return Reflect.apply(query, client, [name ? { name, text: asked } : asked, ...rest]);
    },
  });
}
