// Which row of another table is meant? A box in which one types to find it, by the rules of the ARIA combobox.

const PAUSE = 180; // milliseconds of rest before the server is asked
let count = 0;

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value !== null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/**
 * Turns a box with data-find, data-choice ("one" or "several"), data-label and data-id into a combobox.
 * `choose(keys)` is called with the keys chosen; `create(words, kind)` makes a new row and promises {id, text}.
 */
export class Choice {
  constructor(box, { choose, create }) {
    Object.assign(this, { box, choose, create, several: box.dataset.choice === "several" });
    this.chosen = [...box.querySelectorAll(".desk-chosen")].map((each) => ({ id: each.dataset.value, text: each.textContent.trim() }));
    this.was = this.keys();
    this.list = element("ul", { role: "listbox", id: `desk-list-${(count += 1)}`, "aria-label": box.dataset.label, hidden: true });
    this.input = element("input", {
      type: "text", id: box.dataset.id, role: "combobox", "aria-expanded": "false", "aria-controls": this.list.id,
      "aria-autocomplete": "list", autocomplete: "off", dir: "auto",
      oninput: () => this.ask(), onkeydown: (event) => this.key(event), onblur: () => setTimeout(() => this.close(), 150),
      onfocus: () => this.input.select(),
    });
    this.draw();
  }

  keys() {
    return this.chosen.map(({ id }) => id);
  }

  draw() {
    const chips = this.several ? this.chosen.map((each) => this.chip(each)) : [];
    this.box.replaceChildren(...chips, this.input, this.list);
    if (!this.several) this.input.value = this.chosen[0]?.text ?? "";
    this.input.placeholder = this.several ? "add…" : "find…";
  }

  chip(each) {
    const remove = element("button", { type: "button", "aria-label": `Take ${each.text} away`, onclick: () => this.set(this.chosen.filter((other) => other !== each)) }, "×");
    return element("span", { class: "desk-chip" }, element("bdi", {}, each.text), remove);
  }

  set(chosen) {
    this.chosen = chosen;
    this.close();
    this.input.value = "";
    delete this.input.dataset.looked;
    this.draw();
    this.choose(this.keys());
  }

  ask() {
    this.input.dataset.looked = ""; // so that a panel drawn anew puts the words back
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(this.input.value.trim()), PAUSE);
  }

  async find(words) {
    if (!words) return this.several ? this.close() : this.offer([{ id: "", text: "— leave blank —", blank: true }]);
    const asked = (this.asked = words);
    const answer = await fetch(`${this.box.dataset.find}&term=${encodeURIComponent(words)}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || asked !== this.asked) return null;
    const { results } = await answer.json();
    return this.offer([...results.slice(0, 12), ...this.news(words)]);
  }

  /** Rows that can be made on the spot: what a source calls somebody need not be known yet. */
  news(words) {
    if (!this.create) return [];
    const kinds = this.create.kinds[this.box.dataset.field] ?? [];
    return kinds.map(([kind, label]) => ({ id: null, text: `New ${label}: “${words}”`, make: kind, words }));
  }

  offer(rows) {
    this.rows = rows;
    // Enter takes nothing by itself where several fit: the first of two districts is no better than the second.
    this.at = rows.filter((row) => !row.make).length === 1 ? 0 : -1;
    const options = rows.map((row, index) =>
      element("li", { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false", class: row.make ? "desk-new" : false,
        onmousedown: (event) => { event.preventDefault(); this.take(index); } }, element("bdi", {}, row.text)),
    );
    this.list.replaceChildren(...(options.length ? options : [element("li", { class: "desk-nothing" }, "Nothing found.")]));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  mark() {
    [...this.list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === this.at)));
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }

  key(event) {
    if (event.key === "Escape" && !this.list.hidden) { event.stopPropagation(); this.close(); }
    if (event.key === "Backspace" && this.several && !this.input.value && this.chosen.length) this.set(this.chosen.slice(0, -1));
    if (!["ArrowDown", "ArrowUp", "Enter"].includes(event.key) || this.list.hidden) return;
    event.preventDefault();
    if (event.key === "Enter") { this.take(this.at); return; }
    const step = event.key === "ArrowDown" ? 1 : this.at < 0 ? 0 : -1;
    this.at = (this.at + step + this.rows.length) % this.rows.length;
    this.mark();
  }

  async take(index) {
    const row = this.rows?.[index];
    if (!row) return;
    const made = row.make ? await this.create.make(row.words, row.make) : row;
    if (!made) return;
    const chosen = { id: String(made.id), text: made.text };
    if (row.blank) this.set([]);
    else this.set(this.several ? [...this.chosen.filter(({ id }) => id !== chosen.id), chosen] : [chosen]);
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    if (!this.several && document.activeElement !== this.input) this.input.value = this.chosen[0]?.text ?? "";
  }
}
