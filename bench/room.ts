import { io, type Socket } from "socket.io-client";
import { prepareStaff } from "../server/demo/staff.ts";
import { openHouse } from "../server/testing/openHouse.ts";
import { createCase } from "../server/cases/createCase.ts";
import { stories } from "../server/demo/stories.ts";
import { round, summary } from "./numbers.ts";
import type { Measured } from "./run.ts";

const PEOPLE = 50;
const EVENTS = 60;

/** One room event → the last of 50 people has their own view of it. */
export async function measure(): Promise<Measured> {
  const house = await openHouse("embedded");
  const members = await prepareStaff(house.parts);
  const caseId = await createCase(house.parts, stories.neighbour.input, {
    id: members.mediator.id,
    name: members.mediator.name,
    organisationId: members.mediator.organisationId as string,
  });
  const mediator = await house.staff("mediator@yuntiao.example");
  const sockets: Socket[] = [];
  for (let n = 0; n < PEOPLE; n++) {
    const socket = io(`${house.url}/room`, {
      auth: { caseId },
      extraHeaders: { cookie: mediator.cookie },
      forceNew: true,
      transports: ["websocket"],
    });
    await new Promise<void>((resolve) => socket.once("connect", () => resolve()));
    sockets.push(socket);
  }
  const lead = sockets[0] as Socket;
  const times: number[] = [];
  for (let n = 0; n < EVENTS; n++) {
    const wanted = n % 2 ? "ended" : "open";
    const heard = Promise.all(
      sockets.map(
        (socket) =>
          new Promise<void>((resolve) => {
            const listen = (view: { phase: string }) => {
              if (view.phase === wanted) {
                socket.off("room:changed", listen);
                resolve();
              }
            };
            socket.on("room:changed", listen);
          }),
      ),
    );
    const from = performance.now();
    lead.emit(n % 2 ? "room:end" : "room:open", {}, () => {});
    await heard;
    times.push(performance.now() - from);
  }
  for (const socket of sockets) socket.close();
  await house.end();
  return {
    ours: { people: PEOPLE, lastPersonMs: summary(times) },
    peers: {},
    ratios: { p99ToBarOf100ms: round(summary(times).p99 / 100, 2) },
    samples: { lastPersonMs: times.map((value) => round(value)) },
    notes: ["clients and server share one process and one event loop: an upper bound"],
  };
}
