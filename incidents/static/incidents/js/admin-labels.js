// What is each row called? Names the rows of an incident by their own fields, so that two of one kind are told apart.
//
// `data-labelled-by` of a group lists the fields: "a|b" takes the first that says something, "statement.speakers" looks
// into the row that the field points to. Rows that would still be called the same add their first quote.

const LONGEST_PART = 60;
const LONGEST_QUOTE = 40;

const cut = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);
const groupOf = (row) => row.closest(".inline-group");
const nameParts = (row) => JSON.parse(groupOf(row).dataset.labelledBy || "[]");

export class Labels {
  /** `meant` gives the row that a select points to. */
  constructor(meant) {
    this.meant = meant;
    this.known = new Map();
  }

  of(row) {
    return this.known.get(row) ?? this.base(row);
  }

  /** Name all rows anew; `rowsOfGroups` holds the rows of each group, `quotes` maps a row to its first quoted words. */
  renew(rowsOfGroups, quotes) {
    this.known = new Map();
    for (const rows of rowsOfGroups) {
      for (const [name, alike] of grouped(rows, (row) => this.base(row))) {
        alike.forEach((row, index) => this.known.set(row, alike.length === 1 ? name : `${name} · ${apart(row, index, alike, quotes)}`));
      }
    }
  }

  base(row) {
    const said = nameParts(row).map((part) => cut(this.part(row, part), LONGEST_PART)).filter(Boolean).join(" · ");
    return said || row.dataset.label || `row ${Number(row.id.split("-").at(-1)) + 1}`;
  }

  part(row, alternatives) {
    for (const path of alternatives.split("|")) {
      const said = this.say(row, path.split("."));
      if (said) return said;
    }
    return "";
  }

  say(row, [name, ...rest]) {
    const control = document.getElementById(`id_${row.id}-${name}`);
    if (!control) return "";
    if (!rest.length) return control.matches("[data-bears-on]") ? this.pointed(control) : inWords(control);
    const next = this.meant(control);
    return next ? this.say(next, rest) : "";
  }

  pointed(select) {
    const row = this.meant(select);
    return row ? this.of(row) : inWords(select);
  }
}

function inWords(control) {
  if (control.tagName !== "SELECT") return control.value.trim().replace(/\s+/g, " ");
  const shortened = control.matches(".admin-autocomplete") ? ({ text }) => text.split(" · ")[0] : ({ text }) => text;
  return [...control.selectedOptions].filter(({ value }) => value).map(shortened).join(", ");
}

function grouped(items, keyOf) {
  const found = new Map();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

/** What tells a row from others of the same name: its own quote, else its number among them. */
function apart(row, index, alike, quotes) {
  const quote = quotes.get(row);
  const isOwn = quote && alike.every((each) => each === row || quotes.get(each) !== quote);
  return isOwn ? `“${cut(quote, LONGEST_QUOTE)}”` : `no. ${index + 1} of ${alike.length}`;
}
