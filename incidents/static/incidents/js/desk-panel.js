// What stands beside the text? Shows the sections as the server gives them, and keeps what is being typed.

import { Choice } from "./desk-choice.js";

const PAUSE = 1200; // milliseconds of rest after which what was typed is saved

export class Panel {
  constructor(root, { state, change, finders, create }) {
    Object.assign(this, { root, state, change, finders, create, have: {}, opened: new Set(), bases: new Map(), timers: new Map(), refused: new Map() });
    root.addEventListener("input", ({ target }) => this.field(target) && this.later(target));
    root.addEventListener("change", ({ target }) => (target.dataset.point ? this.point(target) : this.field(target) && this.save(target)));
    for (const kind of ["mousedown", "focusin"]) root.addEventListener(kind, ({ target }) => target.matches?.("select[data-blank], select[data-vocabulary], select[data-siblings], select[data-terms]") && this.offer(target));
    root.addEventListener("focusin", ({ target }) => this.hold(target.closest(".desk-card")));
    root.addEventListener("click", ({ target }) => this.hold(target.closest(".desk-card")));
    this.book = JSON.parse(document.getElementById("codebook").textContent);
    this.dress(root);
  }

  /** What a box is: its record, its name and what the server said it holds; null for what is no box. */
  field(node) {
    const name = node.dataset?.field;
    const holder = node.closest?.("[data-record]");
    if (!name || !holder || node.closest(".desk-choice")) return null;
    const was = node.dataset.was ?? node.defaultValue;
    const value = node.type === "checkbox" ? (node.checked ? "on" : "") : node.value;
    return { record: holder.dataset.record, name, was, value, id: node.id };
  }

  /** The options of a list are filled in when it is entered: a full coding has hundreds of lists. */
  offer(select) {
    if (select.dataset.offered !== undefined) return;
    select.dataset.offered = "";
    const { siblings, blank, vocabulary = select.dataset.terms } = select.dataset;
    const rows = siblings ? this.siblings(siblings, select) : this.book[vocabulary].terms.map(([code, label]) => [code, label]);
    const all = blank === undefined ? rows : [["", vocabulary ? "not stated" : "—"], ...rows];
    const chosen = select.value;
    select.replaceChildren(...all.map(([value, label]) => new Option(label, value, value === chosen, value === chosen)));
  }

  siblings(kind, select) {
    const own = select.closest("[data-record]").dataset.record;
    const cards = [...this.root.querySelectorAll(`.desk-card-${kind}`)].filter((card) => card.dataset.record !== own);
    return cards.map((card) => [card.dataset.record.split("-").at(-1), card.getAttribute("aria-label")]);
  }

  /** All fields of a card, or those alone that say something. */
  toggle(record) {
    if (!this.opened.delete(record)) this.opened.add(record);
  }

  later(node) {
    this.begin(this.field(node));
    clearTimeout(this.timers.get(node.id));
    this.timers.set(node.id, setTimeout(() => this.save(node), PAUSE));
  }

  save(node) {
    clearTimeout(this.timers.get(node.id));
    this.timers.delete(node.id);
    // A box that is taken off the page while it has the focus says that it was changed; nobody did.
    const field = node.isConnected && !this.replacing ? this.field(document.getElementById(node.id) ?? node) : null;
    if (!field) return;
    this.begin(field);
    this.change(field);
  }

  begin(field) {
    if (!this.bases.has(field.id)) this.bases.set(field.id, field.was);
  }

  /** What the field said when the coder began to change it, or what her last change of it has stored. */
  base(field) {
    return this.bases.get(field.id) ?? field.was;
  }

  isStored(field) {
    return JSON.stringify(this.base(field)) === JSON.stringify(field.value);
  }

  /** The map writes latitude and longitude one after the other; the point is one value. */
  point(latitude) {
    const longitude = document.getElementById(latitude.id.replace(/latitude$/, "longitude"));
    const box = document.getElementById(latitude.dataset.point);
    box.value = latitude.value ? `${latitude.value}, ${longitude.value}` : "";
    this.save(box);
  }

  isBusy() {
    return this.timers.size > 0 || Boolean(this.root.querySelector("dialog[open]"));
  }

  /** The sections of an answer; what is unchanged is left alone, what is being typed is put back. */
  show({ sections, title, incident }) {
    for (const [id, [mark, html]] of Object.entries(sections)) {
      this.replace(document.getElementById(id), html);
      this.have[id] = mark;
    }
    const shown = document.getElementById("desk-title");
    if (shown) shown.textContent = title;
    document.getElementById("desk-new").hidden = false;
    document.getElementById("desk-no-incident")?.remove();
    const form = document.getElementById("desk-form");
    form.hidden = false;
    form.href = this.finders.incident.replace("/0/", `/${incident}/`);
    this.markActive();
  }

  replace(section, html) {
    const [typed, focus] = [this.typed(section), this.focus(section)];
    const maps = [...section.querySelectorAll(".point-picker[open]")].map(({ id: map }) => map);
    this.replacing = true;
    section.innerHTML = html;
    this.replacing = false;
    for (const map of maps) document.getElementById(map)?.setAttribute("open", "");
    this.dress(section);
    section.dispatchEvent(new Event("formset:added", { bubbles: true }));
    for (const [id, value] of typed) {
      const node = document.getElementById(id);
      if (node) node.value = value;
    }
    for (const field of this.refused.values()) if (section.contains(document.getElementById(field.id))) this.putBack(field);
    this.refocus(focus);
  }

  /** A value that the server has refused stays in its box, with the reason, until it is changed or taken. */
  putBack({ id, value, error }) {
    const node = document.getElementById(id);
    if (typeof value !== "string" || node.closest(".desk-choice")) return;
    if (node.tagName === "SELECT") this.offer(node);
    if (node.type === "checkbox") node.checked = value === "on";
    else node.value = value;
    this.tell(id, error);
  }

  typed(section) {
    return [...this.timers.keys()].map((id) => document.getElementById(id)).filter((node) => node && section.contains(node)).map((node) => [node.id, node.value]);
  }

  focus(section) {
    const node = document.activeElement;
    if (!section.contains(node) || !node.id) return null;
    return { id: node.id, at: node.selectionStart ?? null, looked: node.dataset.looked === undefined ? "" : node.value };
  }

  refocus(focus) {
    const node = focus && document.getElementById(focus.id);
    if (!node) return;
    node.focus({ preventScroll: true });
    if (focus.looked) {
      node.value = focus.looked;
      node.dispatchEvent(new Event("input"));
    }
    if (focus.at !== null && node.setSelectionRange && node.type === "text") node.setSelectionRange(focus.at, focus.at);
  }

  dress(part) {
    for (const box of part.querySelectorAll(".desk-choice:not([data-dressed])")) {
      box.dataset.dressed = "";
      const choice = new Choice(box, { create: this.create, choose: (keys) => this.chose(box, choice, keys) });
    }
  }

  chose(box, choice, keys) {
    const { record } = box.closest("[data-record]").dataset;
    const several = box.dataset.choice === "several";
    const sorted = (each) => [...each].sort((one, other) => one - other);
    const value = several ? sorted(keys) : (keys[0] ?? "");
    const was = several ? sorted(choice.was) : (choice.was[0] ?? "");
    const field = { record, name: box.dataset.field, id: box.dataset.id, value, was };
    this.begin(field);
    this.change(field);
  }

  /** What the server said to a typed value, beside its box. */
  answered(field, answer) {
    if (answer.status === 200) this.bases.set(field.id, field.value);
    if (!this.timers.has(field.id) && answer.stored === undefined) this.bases.delete(field.id);
    if (answer.error && (answer.stored ?? null) === null) this.refused.set(field.id, { ...field, error: answer.error });
    const error = this.tell(field.id, answer.error);
    if (error && answer.stored !== undefined && answer.stored !== null) this.offerBoth(error, field, answer.stored);
    if (answer.status === 200) this.tryAgain(field.record);
  }

  /** Shows what is wrong beside a box, or takes it away; the line it stands in. */
  tell(id, reason) {
    const error = document.getElementById(id)?.closest(".desk-box, .desk-quote")?.querySelector(".desk-box-error");
    if (!error) return null;
    error.hidden = !reason;
    error.replaceChildren(reason ?? "");
    return error;
  }

  /** What was refused of a row may hold by now: “not about this incident” does once a series is chosen. */
  tryAgain(record) {
    for (const field of [...this.refused.values()]) if (field.record === record && document.getElementById(field.id)) this.change(field);
  }

  offerBoth(error, field, stored) {
    const button = (label, act) => Object.assign(document.createElement("button"), { type: "button", textContent: label, onclick: act });
    const mine = typeof field.value === "string" && field.value ? `: “${field.value}”` : "";
    const use = () => { this.bases.set(field.id, stored); this.change(field); };
    error.append(` It now says “${[stored].flat().join(", ") || "nothing"}”. `, button("Keep that", () => location.reload()), " ", button(`Use mine${mine}`, use));
  }

  // The card in hand

  hold(card) {
    if (!card) return;
    this.state.active = card.dataset.record;
    this.markActive();
  }

  card() {
    return document.getElementById(`card-${this.state.active || "incident"}`);
  }

  markActive() {
    for (const card of this.root.querySelectorAll(".desk-card")) card.classList.toggle("is-active", card.dataset.record === this.state.active);
  }

  step(by) {
    const cards = [...this.root.querySelectorAll(".desk-card")];
    const next = cards[Math.min(cards.length - 1, Math.max(0, cards.indexOf(this.card()) + by))];
    if (next) this.reveal(next.dataset.record);
  }

  reveal(record) {
    this.state.active = record;
    this.markActive();
    this.card()?.scrollIntoView({ block: "nearest" });
  }

  /** Goes to what a line of the missing names, out of any fold it lies in. */
  jump(id) {
    const node = document.getElementById(id) ?? document.querySelector(`[data-id="${id}"]`);
    for (let fold = node?.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    node?.scrollIntoView({ block: "center" });
    this.hold(node?.closest(".desk-card"));
    if (node?.matches("input, select, textarea")) node.focus({ preventScroll: true });
  }

  /** The field of the card in hand that a digit means. */
  nth(digit) {
    return this.card()?.dataset.fields.split(",")[digit - 1];
  }

  /** Lights up the boxes and cards to which quotes belong. */
  light(spans) {
    this.root.querySelectorAll(".is-lit").forEach((each) => each.classList.remove("is-lit"));
    for (const span of spans) {
      const quote = document.getElementById(`quote-${span.quote}`);
      quote?.classList.add("is-lit");
      quote?.scrollIntoView({ block: "nearest" });
    }
    if (spans.length) this.hold(document.getElementById(`card-${spans[0].record || "incident"}`));
  }

  words({ start, end }, text) {
    const range = start === undefined ? null : text.range({ start, end });
    return range ? range.toString() : "";
  }
}
