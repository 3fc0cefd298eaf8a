/**
 * The one order in which styles come: what knows no domain first, then the domains. A style stands
 * beside what it styles and is named here, never where it is used: parts of a page arrive in any
 * order, and sometimes only when asked for again; their styles are all here from the start.
 */
import "./ui/base.css";
import "./ui/text.css";
import "./ui/Top.css";
import "./ui/card.css";
import "./ui/layout.css";
import "./ui/Button.css";
import "./ui/Field.css";
import "./ui/CodeInput.css";
import "./ui/Notice.css";
import "./ui/Badge.css";
import "./ui/table.css";
import "./ui/lists.css";
import "./ui/Dialog.css";
import "./ui/spin.css";
import "./ui/empty.css";
import "./ui/print.css";
import "./entry/entry.css";
import "./cases/cases.css";
import "./agreements/agreements.css";
import "./drafting/drafting.css";
import "./correspondence/correspondence.css";
import "./rooms/rooms.css";
import "./people/people.css";
