// What is this choice for? Select2 names its boxes by the value they hold; here each is named by the label of its field.

const label = (select) => select.labels?.[0]?.textContent.replace(/:\s*$/, "").trim();

function name(container) {
  const select = container.previousElementSibling;
  const text = select?.matches?.("select") && label(select);
  if (!text) return;
  const box = container.querySelector(".select2-selection");
  const value = container.querySelector(".select2-selection__rendered");
  box?.removeAttribute("aria-labelledby");
  box?.setAttribute("aria-label", [text, value?.title].filter(Boolean).join(": "));
  if (value?.getAttribute("role") === "textbox") value.setAttribute("aria-label", text);
  container.querySelector(".select2-search__field")?.setAttribute("aria-label", text);
  // The list of what was chosen holds the search as well, which is no item of a list to those who hear it.
  const list = container.querySelector("ul.select2-selection__rendered");
  for (const part of list ? [list, ...list.children] : []) part.setAttribute("role", "presentation");
}

const nameAll = () => document.querySelectorAll(".select2-container").forEach(name);

// Boxes are made, and made anew when something is chosen, after the page has loaded.
let waits = false;
new MutationObserver(() => {
  if (waits) return;
  waits = true;
  requestAnimationFrame(() => {
    nameAll();
    waits = false;
  });
}).observe(document.body, { childList: true, subtree: true });
nameAll();
