// What does a number as said mean? Asks the server while it is typed, says it back, and fills the fields that follow.

const WAIT = 250; // milliseconds without a key before the number is read

const waiting = new WeakMap();

function status(input) {
  const shown = input.parentElement.querySelector(":scope > .count-read");
  if (shown) return shown;
  const made = Object.assign(document.createElement("div"), { className: "count-read" });
  made.setAttribute("role", "status");
  input.after(made);
  return made;
}

function say(input, text, isProblem) {
  const shown = status(input);
  shown.textContent = text;
  shown.classList.toggle("is-problem", isProblem);
}

function fill(input, name, value) {
  const field = document.getElementById(input.id.replace(/said$/, name));
  if (!field) return;
  field.value = value ?? "";
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

async function read(input) {
  const said = input.value;
  const response = await fetch(`${input.dataset.countAddress}?${new URLSearchParams({ said })}`, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`The number could not be read: the server answered ${response.status}.`);
  const { problem, words, ...numbers } = await response.json();
  if (input.value !== said) return; // typed on meanwhile: a later answer counts
  say(input, problem ? `Not read: ${problem}` : `Read as: ${words}`, Boolean(problem));
  if (!problem) for (const [name, value] of Object.entries(numbers)) fill(input, name, value);
}

document.addEventListener("input", ({ target }) => {
  if (!target.matches?.("input[data-count-address]")) return;
  clearTimeout(waiting.get(target));
  if (!target.value.trim()) {
    say(target, "", false);
    return;
  }
  // When the form is saved the number is read again: a server that cannot be reached costs nothing but the look ahead.
  waiting.set(target, setTimeout(() => read(target).catch((error) => say(target, error.message, true)), WAIT));
});
