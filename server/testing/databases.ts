/** Which engines this run tests on: the embedded one always, PostgreSQL where TEST_DATABASE_URL names a server. Said aloud, never skipped in silence. */
export default function setup() {
  console.log(`databases under test: embedded${process.env.TEST_DATABASE_URL ? " and PostgreSQL" : " only (TEST_DATABASE_URL is not set)"}`);
}
export const engines = ["embedded", ...(process.env.TEST_DATABASE_URL ? ["postgres" as const] : [])] as ("embedded" | "postgres")[];
