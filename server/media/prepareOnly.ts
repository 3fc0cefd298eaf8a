import { findProgram } from "./prepare.ts";

/** Gets the media server ready and says where it is; nothing is started. */
console.log(await findProgram(({ step, detail }) => console.log(`  ${step} ${detail}`)));
