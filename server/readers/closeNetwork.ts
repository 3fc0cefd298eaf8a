import dgram from "node:dgram";
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import net from "node:net";

/**
 * Loaded before anything else in a reading process. Node's permission model shuts files, processes,
 * threads, addons and inner bindings, but up to version 24 not the network. Every connection that
 * JavaScript can open goes through one of these doors (TLS, HTTP and fetch too), and none of them
 * can be put back.
 */
const refuse = () => {
  throw Object.assign(new Error("a reading process has no network"), { code: "ERR_ACCESS_DENIED" });
};

const shut = (owner: object, ...names: string[]) => {
  for (const name of names)
    Object.defineProperty(owner, name, { value: refuse, writable: false, configurable: false });
};

const functionsOf = (owner: object) =>
  Object.entries(owner).flatMap(([name, value]) =>
    typeof value === "function" && name !== "Resolver" ? name : [],
  );

shut(net.Socket.prototype, "connect");
shut(net.Server.prototype, "listen");
shut(dgram.Socket.prototype, "bind", "connect", "send");

for (const names of [dns, dns.promises]) {
  shut(
    names.Resolver.prototype,
    ...Object.getOwnPropertyNames(names.Resolver.prototype).filter((name) => name.startsWith("re")),
  );
  shut(names, ...functionsOf(names));
}

syncBuiltinESMExports();
