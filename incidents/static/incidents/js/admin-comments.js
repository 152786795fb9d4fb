// Comment on a field without leaving the form: unsaved work stays. One button follows the pointer and the focus to the
// field they are on; what it sends, and "Resolve", are answered with the comments of that field.

const fields = JSON.parse(document.getElementById("commentable").textContent);
const settle = document.getElementById("settle-comment");
const form = document.getElementById("incident_form");

const opener = Object.assign(document.createElement("button"), { type: "button", className: "add-comment", textContent: "Comment" });
opener.tabIndex = -1; // By keyboard every field is reached from the page of comments, and no field costs two stops.

/** The row ("statement-12", or "" for the incident) and the field of a box; null where no comment can stand. */
function placeOf(box) {
  const row = box.closest(".inline-related");
  const record = row ? (row.querySelector("details")?.id ?? "") : "";
  if (row && !record) return null;
  const control = box.querySelector("[name]");
  const field = control?.name.split("-").pop();
  const kind = record.replace(/-\d+$/, "");
  return fields[kind]?.includes(field) ? { record, field } : null;
}

function follow({ target }) {
  const box = target.closest?.(".fieldBox");
  if (!box || box.contains(opener) || !placeOf(box)) return;
  opener.setAttribute("aria-label", `Comment on ${box.querySelector("label")?.textContent.trim() ?? "this field"}`);
  box.append(opener);
}

async function send(address, data) {
  const answer = await fetch(address, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(answer.status === 400 ? text : "It was not stored. Reload the page and try again.");
  return text;
}

function show(box, html) {
  box.querySelector(":scope > .comments")?.remove();
  box.insertAdjacentHTML("beforeend", html);
}

function write() {
  const box = opener.parentElement;
  const place = placeOf(box);
  const writer = document.createElement("div");
  writer.className = "comment-writer";
  const words = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: 5000 });
  words.setAttribute("aria-label", opener.getAttribute("aria-label"));
  const store = Object.assign(document.createElement("button"), { type: "button", textContent: "Comment" });
  const cancel = Object.assign(document.createElement("button"), { type: "button", textContent: "Cancel" });
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  writer.append(words, store, cancel, said);
  box.append(writer);
  opener.remove();
  words.focus();
  // Typing here is no change of the incident.
  for (const kind of ["change", "input"]) writer.addEventListener(kind, (event) => event.stopPropagation());
  cancel.addEventListener("click", () => writer.remove());
  store.addEventListener("click", async () => {
    const data = new FormData(settle);
    for (const [name, value] of Object.entries({ ...place, body: words.value })) data.set(name, value);
    try {
      show(box, await send(settle.dataset.add, data));
      writer.remove();
    } catch (problem) {
      said.textContent = problem.message;
    }
  });
}

async function resolve(event) {
  const button = event.target.closest?.("button.settle");
  const list = button?.closest(".comments");
  if (!list) return;
  event.preventDefault();
  try {
    list.outerHTML = await send(button.formAction, new FormData(settle));
  } catch (problem) {
    button.insertAdjacentText("afterend", ` ${problem.message}`);
  }
}

form.addEventListener("pointerover", follow);
form.addEventListener("focusin", follow);
opener.addEventListener("click", write);
form.addEventListener("click", resolve);
