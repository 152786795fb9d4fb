// Which gesture does a key or a click mean? Every key is a button, too.

import { bindKeys } from "./keys.js";

export function listen(root, { state, panel, gestures }) {
  const make = [...root.querySelectorAll("[data-gesture]")].map(({ dataset: { gesture, label } }) => ({ keys: [gesture], label, run: () => gestures.make(gesture) }));
  bindKeys(make, { title: "Of the selected words" });
  bindKeys([
    { keys: [..."123456789"], label: "Fill and quote that field", run: ({ key }) => panel.nth(Number(key)) && gestures.fill(state.active, panel.nth(Number(key))) },
    { keys: ["q"], label: "Quote the words for it", run: () => gestures.quote(state.active) },
    { keys: ["0"], label: "What was filled by rule is right", run: () => gestures.confirm(state.active) },
    { keys: ["["], label: "Card before", run: () => panel.step(-1), repeats: true },
    { keys: ["]"], label: "Card after", run: () => panel.step(1), repeats: true },
  ], { title: "On the card in hand" });
  bindKeys([
    { keys: ["u"], label: "Undo your last gesture", run: gestures.undo },
    { keys: ["."], label: "Done, next article", run: () => root.querySelector(".desk-done").requestSubmit() },
  ], { title: "At the desk" });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest("dialog")) gestures.back();
    if (event.ctrlKey && event.key === "z" && !event.target.matches("input, textarea, select")) { event.preventDefault(); gestures.undo(); }
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
}

/** A plain choice beside a number ("none reported") is typed for the coder. */
function typeFor(button, words) {
  const input = button.closest(".desk-box").querySelector("input");
  input.value = words;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}
