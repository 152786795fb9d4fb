// Which single key does what on this page? Binds keys to acts, lists them in a dialog on "?", and can be switched off.
//
//   import { bindKeys } from "./keys.js";
//   const unbind = bindKeys(
//     [
//       { keys: ["r"], label: "Relevant", run: () => mark("relevant") },
//       { keys: ["j", "ArrowDown"], label: "Next", run: next, repeats: true, unless: "#pane" },
//     ],
//     { scope: document.getElementById("list"), title: "In the list" },
//   );
//
// A handler: `keys` as KeyboardEvent.key names them; `label` for the dialog; `run(event)`, which may return false when
// the key meant nothing here and should keep its usual effect; `repeats` when holding the key down may run it again;
// `unless`, a selector of places where the key is left alone. `scope`: the key works while the focus is inside, or
// nowhere; the whole page by default. `title` heads the keys in the dialog.
//
// No key fires with Ctrl, Alt or Meta, while something is typed or chosen, or under an open dialog. On a keyboard that
// writes another script the key in the same place counts. A button [data-keys-help] opens the dialog, with the keys on
// or off; the switch in it is kept for this browser, for every page that uses this module.

const STORED = "attest-single-keys";
const TYPED_INTO =
  'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="textbox"], [role="searchbox"], [role="combobox"], [role="listbox"]';
const NAMES = { ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", " ": "Space", Escape: "Esc" };

const bound = new Set();
let dialog;

export const areOn = () => localStorage.getItem(STORED) !== "off";

export function bindKeys(handlers, { scope = document, title = "Keys" } = {}) {
  const binding = { handlers, scope, title };
  if (!bound.size) document.addEventListener("keydown", onKey);
  bound.add(binding);
  for (const button of document.querySelectorAll("[data-keys-help]")) {
    button.hidden = false;
    button.onclick = showHelp;
  }
  return () => {
    bound.delete(binding);
    if (!bound.size) document.removeEventListener("keydown", onKey);
  };
}

export { bindKeys as singleKeys };

function onKey(event) {
  if (!areOn() || !isFree(event)) return;
  const key = keyOf(event);
  if (key === "?") {
    event.preventDefault();
    showHelp();
    return;
  }
  for (const { handlers, scope } of bound) {
    const handler = handlers.find((each) => each.keys.includes(key));
    if (!handler || !reaches(scope, event.target) || (event.repeat && !handler.repeats)) continue;
    if (handler.unless && event.target.closest?.(handler.unless)) continue;
    if (handler.run(event) === false) continue;
    event.preventDefault();
    return;
  }
}

function isFree(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return false;
  if (event.target.isContentEditable || event.target.closest?.(TYPED_INTO)) return false;
  return !document.querySelector("dialog:modal");
}

/** The key as a handler names it; "" for a capital letter. */
function keyOf({ key, code, shiftKey }) {
  if (key.length !== 1) return key;
  if (key === "؟" || (key > "\u007f" && code === "Slash" && shiftKey)) return "?";
  const letter = key > "\u007f" && /^Key[A-Z]$/.test(code) ? code.at(-1) : key;
  if (!/[a-z]/i.test(letter)) return letter;
  return shiftKey ? "" : letter.toLowerCase();
}

const reaches = (scope, target) => target === document.body || scope === document || scope.contains(target);

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const keyCap = (key) => element("kbd", { textContent: NAMES[key] ?? key });

function listOf({ handlers, title }) {
  const list = element("dl");
  for (const { keys, label } of handlers) {
    const caps = keys.flatMap((key, number) => (number ? [" or ", keyCap(key)] : [keyCap(key)]));
    list.append(element("div", {}, element("dt", {}, ...caps), element("dd", { textContent: label })));
  }
  return element("section", {}, element("h3", { textContent: title }), list);
}

function onSwitch() {
  const box = element("input", { type: "checkbox", id: "single-keys", checked: areOn() });
  box.addEventListener("change", () => localStorage.setItem(STORED, box.checked ? "on" : "off"));
  const label = element("label", { htmlFor: "single-keys", textContent: "Single keys are on" });
  return element("p", { className: "keys-switch" }, box, " ", label);
}

export function showHelp() {
  dialog ??= document.body.appendChild(element("dialog", { className: "keys" }));
  const close = element("button", { type: "button", textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  const help = { handlers: [{ keys: ["?"], label: "This list" }], title: "Everywhere" };
  dialog.setAttribute("aria-label", "Keys of this page");
  dialog.replaceChildren(element("h2", { textContent: "Keys" }), ...[...bound, help].map(listOf), onSwitch(), close);
  dialog.showModal();
}
