// Which gesture does a key or a click mean? Single keys can be switched off; every one of them is a button, too.

const STORED = "attest-single-keys";
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable], dialog[open] *";

const isOn = () => localStorage.getItem(STORED) !== "off";

/** The key as it is printed on a Latin keyboard, whatever script the coder types in. */
function meant({ key, code }) {
  const latin = /^Key([A-Z])$/.exec(code);
  return latin && !/^[a-z]$/.test(key) ? latin[1].toLowerCase() : key;
}

export function listen(root, { state, panel, gestures }) {
  const dialog = document.getElementById("desk-keys");
  const keys = new Set([...root.querySelectorAll("[data-gesture]")].map((each) => each.dataset.gesture));

  function press(key) {
    if (keys.has(key)) return gestures.make(key);
    if (/^[1-9]$/.test(key)) return panel.nth(Number(key)) && gestures.fill(state.active, panel.nth(Number(key)));
    const acts = {
      q: () => gestures.quote(state.active), 0: () => gestures.confirm(state.active), u: gestures.undo,
      "[": () => panel.step(-1), "]": () => panel.step(1), "?": () => dialog.showModal(),
    };
    return acts[key]?.() ?? null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("dialog")) gestures.back();
    if (event.ctrlKey && event.key === "z" && !event.target.matches(TYPING)) { event.preventDefault(); gestures.undo(); return; }
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.target.matches(TYPING) || !isOn()) return;
    if (event.key.length !== 1 || event.key === " ") return;
    event.preventDefault();
    press(meant(event));
  });

  // A click must not take the selection away from the text.
  root.addEventListener("mousedown", (event) => event.target.closest("[data-gesture], [data-quote]") && event.preventDefault());
  root.addEventListener("click", ({ target }) => {
    const { gesture, quote, remove, confirm, confirmField, show, say, open } = target.closest("button")?.dataset ?? {};
    if (gesture) gestures.make(gesture);
    else if (quote !== undefined) gestures.quote(quote);
    else if (remove) gestures.remove(remove);
    else if (confirm) gestures.confirm(confirm);
    else if (confirmField) gestures.confirm(target.closest("[data-record]").dataset.record, confirmField);
    else if (show) gestures.show(show);
    else if (open) gestures.open(open);
    else if (say) typeFor(target, say);
  });
  root.addEventListener("click", (event) => {
    const link = event.target.closest(".desk-missing a");
    if (!link) return;
    event.preventDefault();
    panel.jump(link.hash.slice(1));
  });
  document.getElementById("desk-undo").addEventListener("click", gestures.undo);
  document.getElementById("desk-help").addEventListener("click", () => dialog.showModal());
  const single = document.getElementById("desk-single-keys");
  single.checked = isOn();
  single.addEventListener("change", () => localStorage.setItem(STORED, single.checked ? "on" : "off"));
}

/** A plain choice beside a number ("none reported") is typed for the coder. */
function typeFor(button, words) {
  const input = button.closest(".desk-box").querySelector("input");
  input.value = words;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
