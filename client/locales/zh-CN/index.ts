import ui from "./ui.json" with { type: "json" };
import entry from "./entry.json" with { type: "json" };
import people from "./people.json" with { type: "json" };
import cases from "./cases.json" with { type: "json" };
import messages from "./messages.json" with { type: "json" };
import rooms from "./rooms.json" with { type: "json" };
import drafting from "./drafting.json" with { type: "json" };
import agreements from "./agreements.json" with { type: "json" };
import verify from "./verify.json" with { type: "json" };
import confirmation from "./confirmation.json" with { type: "json" };
import court from "./court.json" with { type: "json" };

export const words = {
  ui,
  entry,
  people,
  cases,
  messages,
  rooms,
  drafting,
  agreements,
  verify,
  confirmation,
  court,
};
