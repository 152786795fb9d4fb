// Reading the queue without leaving the page: opens articles beside the list, sends verdicts, and goes on to the next.

import { bindKeys } from "./keys.js";

const WIDE = matchMedia("(min-width: 1100px)");
const pane = document.getElementById("reading");
const said = document.getElementById("said");
const undoForm = document.getElementById("undo");
const base = pane.dataset.base;
const back = new URLSearchParams(location.search);
back.delete("article");

const rows = () => [...document.querySelectorAll("#queue tbody tr")];
const current = () => document.querySelector("#queue tr[aria-current]");
const rowOf = (key) => document.querySelector(`#queue tr[data-article="${key}"]`);
const openKey = () => current()?.dataset.article ?? pane.querySelector(".story")?.dataset.article;

/** What was done is told for a while, what was refused until the next word. */
let fading;
function say(text, isProblem = false) {
  clearTimeout(fading);
  said.textContent = text;
  said.classList.toggle("problem", isProblem);
  if (!isProblem) fading = setTimeout(() => (said.textContent = ""), 6000);
}

// The reading pane

let sent = Promise.resolve();
let loading = new AbortController();
let loaded = Promise.resolve();

const load = (key) => (loaded = fetchArticle(key));

/** Once everything is stored that was said before: what is shown of the article is then true. */
async function fetchArticle(key) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  await sent;
  if (signal.aborted) return;
  try {
    const answer = await fetch(`${base}${key}/?back=${encodeURIComponent(back)}`, { signal });
    if (!answer.ok || answer.redirected) throw new Error("not loaded");
    pane.innerHTML = await answer.text();
    pane.scrollTop = 0;
  } catch (problem) {
    if (problem.name !== "AbortError") say("The article could not be loaded. Are you still logged in?", true);
  }
}

async function open(row, { focus = "row" } = {}) {
  current()?.removeAttribute("aria-current");
  row.setAttribute("aria-current", "true");
  const address = new URLSearchParams(back);
  address.set("article", row.dataset.article);
  history.replaceState(null, "", `?${address}`);
  if (WIDE.matches) {
    row.scrollIntoView({ block: "nearest" });
    if (focus === "row") row.querySelector(".open").focus({ preventScroll: true });
  }
  await load(row.dataset.article);
  if (focus === "pane" || (!WIDE.matches && focus)) {
    pane.focus({ preventScroll: true });
    pane.scrollIntoView({ block: "start" });
  }
}

function step(by) {
  const all = rows();
  const to = all[current() ? all.indexOf(current()) + by : 0];
  if (to) open(to);
  else if (by > 0) document.querySelector(".paging [rel=next]")?.click();
}

// What is done to an article: marked at once, sent in order, and told when it is refused

const LABELS = { relevant: "Relevant", irrelevant: "Not an incident", later: "Put off" };
const STAYS = back.get("state") === "new" ? [] : ["relevant"];
let hasLeft = false;

/** What became of a row is told in it; ``verdict`` is the act, "" where it was refused or taken back. */
function mark(row, label, verdict) {
  const shown = row?.querySelector(".verdict");
  if (!shown) return;
  shown.textContent = label;
  shown.hidden = !label;
  row.dataset.verdict = verdict;
  row.classList.toggle("handled", Boolean(verdict));
}

async function post(address, body) {
  const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    return { problem: answer.status === 403 ? "You may not do this." : "It was not stored. Are you still logged in?" };
  }
  return answer.json();
}

const form = (fields = {}) => {
  const body = new FormData();
  const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...fields })) body.append(name, value);
  return body;
};

function act(name, fields) {
  const key = openKey();
  if (!key) return;
  const row = rowOf(key);
  if (LABELS[name]) mark(row, LABELS[name], name);
  sent = sent
    .then(() => post(`${base}${key}/${name}/`, form(fields)))
    .catch(() => ({ problem: "It was not stored: the site cannot be reached." }))
    .then(({ problem, said: done, label }) => {
      mark(row, problem ?? label, problem ? "" : name);
      say(problem ?? `${done}.`, Boolean(problem));
      if (!problem && !LABELS[name]) load(key);
    });
  hasLeft ||= !STAYS.includes(name);
  if (LABELS[name]) goOn(row);
}

/** The next article, or what comes after this page once everything on it has been stored. */
function goOn(row) {
  const following = row ? rows().slice(rows().indexOf(row) + 1).find((each) => !each.matches(".handled")) : undefined;
  if (following) open(following);
  else if (row) sent.then(() => (hasLeft ? location.assign(`?${back}`) : step(1)));
}

function undo() {
  if (!undoForm) return false;
  sent = sent
    .then(() => post(undoForm.action, form()))
    .catch(() => ({ problem: "The site cannot be reached." }))
    .then(({ problem, said: done, article }) => {
      say(problem ?? `${done}.`, Boolean(problem));
      if (problem) return;
      mark(rowOf(article), "", "");
      if (rowOf(article)) open(rowOf(article));
      else load(article);
    });
  return true;
}

// By mouse, by buttons and by keys

document.addEventListener("submit", (event) => {
  const name = event.submitter?.dataset.act;
  if (event.target === undoForm) event.preventDefault(), undo();
  else if (name && name !== "take") {
    event.preventDefault();
    act(name, name === "assign" ? { to: event.target.elements.to.value } : {});
  }
});

document.getElementById("queue")?.addEventListener("click", (event) => {
  const row = event.target.closest("tbody tr");
  if (!row || event.target.closest("label") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(row, { focus: event.detail ? "row" : "pane" });
});

pane.addEventListener("click", (event) => {
  if (!event.target.matches(".to-list")) return;
  event.preventDefault();
  (current()?.querySelector(".open") ?? document.querySelector("#queue .open"))?.focus();
});

const all = document.getElementById("all");
if (all) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll("#queue tbody input")) box.checked = all.checked;
  });
}

/** The button of the article that was meant, which may still be on its way. */
async function press(name) {
  const key = openKey();
  await loaded;
  const button = pane.querySelector(`.story[data-article="${key}"] [data-act="${name}"]`);
  if (button) button.click();
  else if (key) say("This cannot be done with this article.", true);
}

bindKeys(
  [
    { keys: ["j", "ArrowDown"], label: "Next article", run: () => step(1), repeats: true, unless: "#reading" },
    { keys: ["k", "ArrowUp"], label: "Article before", run: () => step(-1), repeats: true, unless: "#reading" },
    { keys: ["r"], label: "Relevant", run: () => act("relevant") },
    { keys: ["x"], label: "Not an incident", run: () => act("irrelevant") },
    { keys: ["l"], label: "Later", run: () => act("later") },
    { keys: ["c"], label: "Code it now", run: () => void press("take") },
    { keys: ["u"], label: "Take back the last", run: undo },
  ],
  { title: "In the queue" },
);

if (WIDE.matches && !pane.querySelector(".story") && rows().length) open(rows()[0], { focus: "" });
