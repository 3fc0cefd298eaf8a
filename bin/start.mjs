// `npm start`: dependencies → pages → server, on the pinned Node.
import { buildIfOld, installIfMissing } from "./ready.mjs";

installIfMissing();
buildIfOld();
await import("./serve.mjs");
