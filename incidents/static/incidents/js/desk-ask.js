// What can only a person choose? Asks for it in a dialog: a place no rule has found, a number no source gives.

import { Choice } from "./desk-choice.js";

const PLAIN = [["none reported", "None reported"], ["unknown", "Not known"], ["none", "None, a source says so"]];

export class Asker {
  constructor(dialog, { finders, create }) {
    Object.assign(this, { dialog, finders, create });
    this.boxes = dialog.querySelector(".desk-ask-boxes");
  }

  /** Promises the chosen fields as {name: value}, or null when the coder leaves it. */
  for(question, needs, gesture, words) {
    this.dialog.querySelector("h2").textContent = question;
    this.dialog.querySelector(".desk-ask-words").textContent = words ? `“${words}”` : "";
    return new Promise((resolve) => {
      const done = (chosen) => { resolve(chosen); this.dialog.close(); };
      this.dialog.onclose = () => resolve(null);
      this.boxes.replaceChildren(...this.fields(needs, words, done));
      this.dialog.showModal();
      this.boxes.querySelector("input")?.focus();
    });
  }

  fields(needs, words, done) {
    if (needs === "count") return this.counts(done);
    const names = needs === "to_series" ? ["to_series", "to_incident"] : [needs];
    return names.map((name) => this.finder(name, words, done));
  }

  finder(name, words, done) {
    const label = this.finders.labels[name];
    const box = Object.assign(document.createElement("span"), { className: "desk-choice" });
    Object.assign(box.dataset, { choice: "one", find: this.finders[name], field: name, label, id: `desk-ask-${name}` });
    const choice = new Choice(box, { create: this.create, choose: ([key]) => key && done({ [name]: key }) });
    const tag = Object.assign(document.createElement("label"), { htmlFor: box.dataset.id, textContent: label });
    const whole = Object.assign(document.createElement("p"), { className: "desk-ask-box" });
    whole.append(tag, box);
    if (words && words.length < 60) { choice.input.value = words; choice.find(words); }
    const add = this.finders.add[name];
    if (add) whole.append(Object.assign(document.createElement("a"), { href: add, target: "_blank", textContent: `Enter a new ${label.toLowerCase()} in another tab` }));
    return whole;
  }

  counts(done) {
    const input = Object.assign(document.createElement("input"), { type: "text", id: "desk-ask-count", placeholder: "4, at least 4, 4-6" });
    const label = Object.assign(document.createElement("label"), { htmlFor: input.id, textContent: "Number, as said" });
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      if (input.value.trim()) done({ count: input.value });
    });
    const plain = PLAIN.map(([value, text]) => Object.assign(document.createElement("button"), { type: "button", textContent: text, onclick: () => done({ count: value }) }));
    const whole = Object.assign(document.createElement("p"), { className: "desk-ask-box" });
    whole.append(label, input, ...plain);
    return [whole];
  }
}
