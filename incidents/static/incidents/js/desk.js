// The coding desk: select words, press a key. Ties the text, the panel and the line to the server together.

import { Asker } from "./desk-ask.js";
import { listen } from "./desk-keys.js";
import { Line } from "./desk-line.js";
import { Panel } from "./desk-panel.js";
import { TextPane } from "./desk-text.js";

const POLL = 20000; // milliseconds between looks at what others have done to the same incident

const root = document.getElementById("desk");
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const state = { incident: Number(root.dataset.incident) || null, version: root.dataset.version, active: "" };

const said = document.getElementById("desk-said");
const failed = document.getElementById("desk-error");

function say(text) {
  said.textContent = text;
}

function complain(text) {
  failed.textContent = text;
  failed.hidden = !text;
}

const text = new TextPane(document.getElementById("desk-text"));
const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
const line = new Line({ address: root.dataset.act, token, say: complain });
const finders = read("desk-finders");
const panel = new Panel(root, { state, change, finders, create: { kinds: finders.kinds, make: makeActor } });
const ask = new Asker(document.getElementById("desk-ask"), { finders, create: { kinds: finders.kinds, make: makeActor } });

/** Sends one gesture and shows what came of it; the answer, also where it was refused. */
async function perform(gesture) {
  const before = said.textContent;
  say("Saving…");
  const answer = await line.send(() => whole(typeof gesture === "function" ? gesture() : gesture));
  if (answer.status !== 200) {
    say(answer.status === 0 ? before : "");
    return answer;
  }
  complain("");
  take(answer);
  say(answer.said ? `Saved: ${answer.said}` : "Nothing changed");
  return answer;
}

/** A gesture with what the server needs to know of the page; null stays null. */
function whole(gesture) {
  return gesture && ({
    active: state.active, ...gesture, incident: state.incident, text: root.dataset.text, open: [...panel.opened], have: panel.have,
  });
}

function take(answer) {
  const isNew = state.incident === null;
  Object.assign(state, { incident: answer.incident, version: String(answer.version) });
  if (answer.touched?.length) state.active = answer.touched.at(-1);
  text.paintQuotes(answer.spans);
  panel.show(answer);
  if (isNew) history.replaceState(null, "", `?incident=${answer.incident}`);
}

async function withWords(gesture, { needsWords = true } = {}) {
  const selection = text.selection();
  if (!selection && needsWords) return complain("Select some words first.");
  const answer = await perform({ ...gesture, ...selection });
  if (answer.needs) return askFor(answer, { ...gesture, ...selection });
  if (answer.error) return complain(answer.error);
  text.forget();
  panel.reveal(state.active);
  return null;
}

/** A row that lacks what only a person can choose: ask, then do it again with the answer. */
async function askFor({ error, needs }, gesture) {
  const chosen = await ask.for(error, needs, gesture, panel.words(gesture, text));
  if (chosen) await withWords({ ...gesture, chosen: { ...gesture.chosen, ...chosen } }, { needsWords: false });
}

/** A typed value goes with the value it takes the place of, as the coder saw it when she began to type. */
async function change(field) {
  panel.refused.delete(field.id);
  const answer = await perform(() => panel.isStored(field) ? null : { act: "type", record: field.record, field: field.name, value: field.value, was: panel.base(field) });
  panel.answered(field, answer);
}

async function simple(gesture) {
  const answer = await perform(gesture);
  if (!answer.error) return;
  complain(answer.error);
  await load();
}

async function makeActor(name, kind) {
  const body = JSON.stringify({ name, kind });
  const answer = await fetch(finders.make_actor, { method: "POST", headers: { "Content-Type": "application/json", "X-CSRFToken": token }, body });
  const told = await answer.json();
  if (!answer.ok) complain(told.error);
  return answer.ok ? told : null;
}

/** Another incident is taken in hand: this article becomes one of its sources. */
async function takeOther() {
  const chosen = await ask.for("Which incident?", "to_incident", {}, "");
  if (chosen) location.search = `?incident=${chosen.to_incident}`;
}

document.getElementById("desk-other").addEventListener("click", takeOther);

const gestures = {
  make: (key) => withWords({ act: "make", key }, { needsWords: false }),
  fill: (record, field) => withWords({ act: "fill", record, field }),
  quote: (record) => withWords({ act: "quote", record }),
  remove: (record) => simple({ act: "remove", record }),
  confirm: (record, field = "") => simple({ act: "confirm", record, field }),
  undo: () => simple({ act: "undo" }),
  show: (quote) => text.show(text.spans.find((span) => span.quote === quote)),
  open: (record) => { panel.toggle(record); return load(); },
  back: () => text.pane.focus(),
};

listen(root, { state, panel, gestures });
text.paintQuotes(read("desk-spans"));
text.pane.addEventListener("click", (event) => getSelection().isCollapsed && panel.light(text.at(event)));

/** The sections as they are stored now; whether there was anything new since `version`. */
async function load(version = "") {
  const asked = new URLSearchParams([["incident", state.incident], ["version", version], ...[...panel.opened].map((each) => ["open", each])]);
  const answer = await fetch(`${root.dataset.panel}?${asked}`).catch(() => null);
  const isNew = answer?.status === 200 && answer.headers.get("Content-Type").startsWith("application/json") && !line.waiting;
  if (isNew) take(await answer.json());
  return isNew;
}

async function look() {
  if (document.hidden || line.waiting || panel.isBusy() || state.incident === null) return;
  if (await load(state.version)) say("Somebody else has changed this incident; you see it as it is now.");
}

setInterval(look, POLL);
addEventListener("focus", look);
