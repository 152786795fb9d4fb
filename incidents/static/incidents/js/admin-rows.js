// Which rows can a row point to? Fills the selects that choose a row of the same incident, rows not saved yet included.
//
// A stored row is meant by its key, a new one by its place in the form ("#locations-3"). When a row is removed, Django
// numbers the others anew; so each select remembers the row's element, and its value is worked out from that. A row that
// goes stays chosen, so that the server can refuse: a blank would say something else, and say it silently.

import { Labels } from "./admin-labels.js";

const REMOVED = "#removed";
const KINDS = {
  location: "locations", weapon_use: "weapons", target: "targets", casualty_count: "casualty_counts",
  statement: "statements", relation: "relations", involvement: "involvements", note: "notes",
}; // prettier-ignore
const NAMES = {
  locations: "Locations", weapons: "Weapons", targets: "Targets", casualty_counts: "Casualty counts",
  statements: "Statements", relations: "Relations", involvements: "Involvements", notes: "Notes",
}; // prettier-ignore
const citable = JSON.parse(document.getElementById("citable").textContent);
const firstArticle = JSON.parse(document.getElementById("default-article").textContent);
const chosenRows = new WeakMap();

const groups = () => document.querySelectorAll(".inline-group.rows");
const prefixOf = (group) => group.id.replace(/-group$/, "");
const isKept = (row) => !row.matches(".empty-form, .is-gone") && !row.querySelector(".delete input:checked");
const rowsOf = (prefix) => [...document.querySelectorAll(`#${prefix}-group .inline-related`)].filter(isKept);
const referenceTo = (row) => row.dataset.row ?? `#${row.id}`;
const rowMeant = (prefix, reference) =>
  [...document.querySelectorAll(`#${prefix}-group .inline-related:not(.empty-form)`)].find((row) => referenceTo(row) === reference);
const selectsIn = (root, selector) => [...root.querySelectorAll(selector)].filter(({ name }) => !name.includes("__prefix__"));

/** The row that a select points to, by its reference alone. */
function pointedTo(select) {
  if (select.dataset.rows) return rowMeant(select.dataset.rows, select.value);
  const [kind, reference] = select.value.split(/:(.*)/);
  return KINDS[kind] ? rowMeant(KINDS[kind], reference) : undefined;
}

const labels = new Labels(pointedTo);
const labelOf = (row) => labels.of(row);

const option = (value, text) => new Option(text, value);

function refill(select, chosen, options) {
  select.replaceChildren(...options);
  select.value = chosen;
  if (select.selectedIndex < 0) select.selectedIndex = 0;
}

/** What a select means, by the row's element once known, else by the value the server sent: a reference and a label. */
function chosenIn(select, prefix, reference) {
  const row = chosenRows.get(select) ?? rowMeant(prefix, reference);
  if (!row) return { reference, text: select.selectedOptions[0]?.text ?? "" };
  chosenRows.set(select, row);
  if (!row.isConnected) return { reference: REMOVED, text: "a row you removed" };
  return { reference: referenceTo(row), text: isKept(row) ? labelOf(row) : `${labelOf(row)} (being deleted)` };
}

function fillRowSelect(select) {
  const own = select.closest(".inline-related");
  const { reference, text } = chosenIn(select, select.dataset.rows, select.value);
  const offered = rowsOf(select.dataset.rows).filter((each) => each !== own);
  const options = [option("", "—"), ...offered.map((each) => option(referenceTo(each), labelOf(each)))];
  if (!options.some(({ value }) => value === reference)) options.push(option(reference, text));
  refill(select, reference, options);
}

/** Series are no rows of the incident: those its relations and statements name are offered. */
function seriesNamed() {
  const named = new Map();
  for (const select of document.querySelectorAll("select[name$='-to_series'], select[name^='statements-'][name$='-series']")) {
    for (const { value, text } of select.selectedOptions) if (value) named.set(value, text.split(" · ")[0]);
  }
  return named;
}

function fillBearsOn(select, series) {
  const [kind, reference] = select.value.split(/:(.*)/);
  const meant = KINDS[kind] ? chosenIn(select, KINDS[kind], reference) : undefined;
  const chosen = meant ? `${kind}:${meant.reference}` : select.value;
  const options = [option("", "the incident itself")];
  let isOffered = !meant;
  for (const [record, prefix] of Object.entries(KINDS)) {
    const group = Object.assign(document.createElement("optgroup"), { label: NAMES[prefix] });
    for (const each of rowsOf(prefix)) {
      const value = `${record}:${referenceTo(each)}`;
      isOffered ||= value === chosen;
      group.append(option(value, labelOf(each)));
    }
    if (group.children.length) options.push(group);
  }
  const ofSeries = Object.assign(document.createElement("optgroup"), { label: "Series" });
  if (kind === "series" && !series.has(reference)) series.set(reference, select.selectedOptions[0].text);
  for (const [key, text] of series) ofSeries.append(option(`series:${key}`, text));
  if (ofSeries.children.length) options.push(ofSeries);
  if (!isOffered) options.push(option(chosen, meant.text));
  refill(select, chosen, options);
}

function fillCitedField(select) {
  const bearsOn = document.getElementById(select.id.replace(/-field$/, "-bears_on"));
  const kind = bearsOn ? bearsOn.value.split(":")[0] : "";
  if (select.dataset.kind === kind) return;
  select.dataset.kind = kind;
  refill(select, select.value, [option("", "as a whole"), ...citable[kind].map(([name, label]) => option(name, label))]);
}

/** The citations of each row, in their order. */
function citationsByRow() {
  const found = new Map();
  for (const citation of rowsOf("citations")) {
    const row = pointedTo(citation.querySelector("select[data-bears-on]"));
    if (row) found.set(row, [...(found.get(row) ?? []), citation]);
  }
  return found;
}

const wordsOf = (citation) => citation.querySelector("textarea[name$='-exact']").value.trim().replace(/\s+/g, " ");

/** How many quotes a row has, as a link to the first of them. */
function countQuotes(cited) {
  for (const row of Object.values(KINDS).flatMap(rowsOf)) {
    const badge = row.querySelector(".row-quotes");
    const citations = cited.get(row) ?? [];
    badge.hidden = !citations.length;
    badge.textContent = citations.length === 1 ? "1 quote" : `${citations.length} quotes`;
    badge.href = citations.length ? `#${citations[0].id}` : "#citations-group";
  }
}

function refresh() {
  const cited = citationsByRow();
  const quotes = new Map([...cited].map(([row, citations]) => [row, citations.map(wordsOf).find(Boolean)]));
  labels.renew([...groups()].map((group) => rowsOf(prefixOf(group))), quotes);
  for (const group of groups()) {
    const rows = rowsOf(prefixOf(group));
    for (const row of rows) row.querySelector(".inline_label").textContent = labelOf(row);
    const count = document.querySelector(`.sections a[href="#${group.id}"] .count`);
    if (count) count.textContent = rows.length;
  }
  selectsIn(document, "select[data-rows]").forEach(fillRowSelect);
  const series = seriesNamed();
  selectsIn(document, "select[data-bears-on]").forEach((select) => fillBearsOn(select, series));
  selectsIn(document, "select[data-cited-field]").forEach(fillCitedField);
  countQuotes(cited);
}

/** A new citation is most often from the same article as the one before it. */
function offerArticle(row) {
  const select = row.querySelector("select[name$='-article']");
  if (!select || select.value) return;
  const before = rowsOf("citations").filter((each) => each !== row).at(-1)?.querySelector("select[name$='-article']");
  const chosen = before?.selectedOptions[0];
  const [id, text] = chosen?.value ? [chosen.value, chosen.text] : firstArticle ? [firstArticle.id, firstArticle.text] : [];
  if (!id) return;
  select.append(new Option(text, id, true, true));
  window.django.jQuery(select).trigger("change");
}

let waiting;
const refreshSoon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(refresh, 0);
};

function noteChange({ target }) {
  const row = target.closest?.(".inline-related");
  if (!row) return;
  if (target.matches("select[data-rows]")) chosenRows.set(target, rowMeant(target.dataset.rows, target.value));
  if (target.matches("select[data-bears-on]")) {
    const [kind, reference] = target.value.split(/:(.*)/);
    chosenRows.set(target, KINDS[kind] ? rowMeant(KINDS[kind], reference) : undefined);
  }
  refreshSoon();
}

document.addEventListener("change", noteChange);
// select2 tells jQuery only, and fires "change" when it is set up, too.
window.django?.jQuery(document).on("select2:select select2:unselect select2:clear", ".admin-autocomplete", noteChange);
document.addEventListener("formset:added", ({ target }) => {
  offerArticle(target);
  refreshSoon();
});
document.addEventListener("formset:removed", refreshSoon);
document.getElementById("incident_form").addEventListener("submit", refresh, true);
refresh();
