// How much of a quote will readers see? Says so beside a quote that is longer than what is shown.

const LIST = "textarea[data-longest]";

function tell(quote) {
  const longest = Number(quote.dataset.longest);
  const length = [...quote.value].length; // code points, as the server counts
  const shown = quote.parentElement.querySelector(":scope > .quote-length");
  if (length <= longest) {
    shown?.remove();
    return;
  }
  const note = shown ?? Object.assign(document.createElement("p"), { className: "quote-length" });
  note.textContent = `${length} characters: readers will see the first ${longest} only. Quote less, or quote twice.`;
  if (!shown) quote.after(note);
}

document.addEventListener("input", ({ target }) => target.matches?.(LIST) && tell(target));
document.querySelectorAll(LIST).forEach(tell);
