// How do filters, timeline, list and map stay one question? The address holds it; whatever changes the address fetches
// the page anew and puts its parts in place of the old ones. The server draws them all: without scripts it is the same.

import { enlivenBars } from "./timeline.js";

const parts = () => [...document.querySelectorAll("[data-part]")];
const status = document.getElementById("explorer-status");
const isWide = window.matchMedia("(min-width: 60rem)").matches;

const WRITTEN = "input:not([type=checkbox])";

const query = (search) => {
  const given = [...new URLSearchParams(search)].filter(([, value]) => value.trim() !== "");
  const text = new URLSearchParams(given).toString().replaceAll("%2C", ",");
  return text ? `?${text}` : "";
};

/** What the reader has opened, scrolled to and is about to write, to be found again in the new parts. */
function remember(part) {
  const open = [...part.querySelectorAll("details[id]")].map((each) => [each.id, each.open]);
  const scrolled = [...part.querySelectorAll("details[id] fieldset")].map((each) => [each.closest("details").id, each.scrollTop]);
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  return { open, scrolled, focused };
}

function sameAs(focused, part) {
  if (focused.id) return document.getElementById(focused.id);
  const { name, value } = focused;
  return [...part.querySelectorAll("input, a, button")].find((each) =>
    name ? each.name === name && (each.matches(WRITTEN) || each.value === value) : each.getAttribute("href") === focused.getAttribute("href"),
  );
}

function restore(part, { open, scrolled, focused }) {
  for (const [id, isOpen] of open) {
    const each = document.getElementById(id);
    if (each) each.open = each.open || isOpen;
  }
  for (const [id, top] of scrolled) document.querySelector(`#${id} fieldset`)?.scrollTo({ top });
  if (!focused) return;
  const again = sameAs(focused, part);
  if (again?.matches(WRITTEN)) again.value = focused.value;
  (again ?? nextTo(focused, part)).focus({ preventScroll: true });
}

/** Where a keyboard goes on when what it pressed is gone: among the new bars, at the next chip, else at the content. */
function nextTo(focused, part) {
  const among = focused.closest("#bars") ? "a.bar" : "a, button, input";
  return part.querySelector(among) ?? document.getElementById("content");
}

function enliven() {
  const bars = document.getElementById("bars");
  if (bars) enlivenBars(bars, (from, to) => narrow({ date_from: from, date_to: to }));
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
}

function replace(page) {
  for (const part of parts()) {
    const next = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!next) continue;
    const before = remember(part);
    part.replaceChildren(...document.importNode(next, true).childNodes);
    restore(part, before);
  }
  document.title = page.title;
  const counts = document.querySelector(".counts");
  if (status && counts) status.textContent = counts.textContent;
  document.dispatchEvent(new CustomEvent("attest:shown"));
  enliven();
}

let request = null;

/** Shows what `search` asks for. What cannot be answered in place is opened as a page, which says why. */
async function show(search) {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  for (const part of parts()) part.setAttribute("aria-busy", "true");
  document.dispatchEvent(new CustomEvent("attest:query", { detail: search }));
  try {
    const response = await fetch(`${window.location.pathname}${search}`, { signal: mine.signal });
    if (!response.ok) throw new Error(`The server answered ${response.status}`);
    replace(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch (error) {
    if (error.name === "AbortError") return;
    console.warn(error);
    window.location.reload();
  }
  for (const part of parts()) part.removeAttribute("aria-busy");
}

let shown = query(window.location.search);

function ask(search) {
  const wanted = query(search);
  if (wanted === shown) return;
  shown = wanted;
  // The view of the map stays in the fragment: a new filter does not move the reader elsewhere.
  window.history.pushState(null, "", `${window.location.pathname}${wanted}${window.location.hash}`);
  show(wanted);
}

function narrow(changes) {
  const asked = new URLSearchParams(window.location.search);
  asked.delete("page");
  for (const [name, value] of Object.entries(changes)) asked.set(name, value);
  ask(asked.toString());
}

const askForm = (form) => ask(new URLSearchParams(new FormData(form)).toString());

const isOrdinary = ({ button, metaKey, ctrlKey, shiftKey, altKey }) => button === 0 && !metaKey && !ctrlKey && !shiftKey && !altKey;

document.addEventListener("click", (event) => {
  const copy = event.target.closest("[data-copy]");
  if (copy) copyFrom(copy);
  const link = event.target.closest("[data-part] a[href]");
  if (!link || !isOrdinary(event)) return;
  const address = new URL(link.getAttribute("href"), window.location.href);
  if (address.origin !== window.location.origin || address.pathname !== window.location.pathname) return;
  event.preventDefault();
  ask(address.search);
  if (link.closest(".pagination")) document.getElementById("content").scrollIntoView();
});

// A day that is being written is a day at every digit, such as one of the year 0002: it waits for the button.
document.addEventListener("change", ({ target }) => {
  if (target.form?.id === "filter-form" && target.type !== "date") askForm(target.form);
});

document.addEventListener("submit", (event) => {
  if (event.target.id !== "filter-form") return;
  event.preventDefault();
  askForm(event.target);
});

window.addEventListener("popstate", () => {
  const wanted = query(window.location.search);
  if (wanted === shown) return;
  shown = wanted;
  show(wanted);
});

async function copyFrom(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  } catch (error) {
    console.warn(error); // what is selected can still be copied by hand
  }
}

const panel = document.getElementById("filters");
if (panel && isWide) panel.open = true;
enliven();
