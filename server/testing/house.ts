import type { Socket } from "socket.io-client";
import { onTestFinished } from "vitest";
import type { Problem } from "../../shared/refusal.ts";
import { openHouse, type Seat } from "./openHouse.ts";

export type { Seat };

/** A whole server for one test; gone, with its sockets, when the test is. */
export async function aHouse(...how: Parameters<typeof openHouse>) {
  const house = await openHouse(...how);
  onTestFinished(house.end);
  const socket: typeof house.socket = (...to) => {
    const made = house.socket(...to);
    onTestFinished(() => void made.close());
    return made;
  };
  return { ...house, socket };
}

export type House = Awaited<ReturnType<typeof aHouse>>;

export const connected = (socket: Socket) =>
  new Promise<Problem | null>((resolve) => {
    socket.once("connect", () => resolve(null));
    socket.once("connect_error", (error) =>
      resolve(((error as { data?: Problem }).data ?? { code: error.message }) as Problem),
    );
  });

export const hears = <T>(
  socket: Socket,
  event: string,
  until: (value: T) => boolean = () => true,
) =>
  new Promise<T>((resolve) => {
    const listen = (value: T) => {
      if (until(value)) {
        socket.off(event, listen);
        resolve(value);
      }
    };
    socket.on(event, listen);
  });
