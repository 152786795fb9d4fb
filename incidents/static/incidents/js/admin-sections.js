// Where am I on the long page? Marks the current part in the navigation, opens the row a link points into, and asks
// before leaving unsaved work.

const links = new Map([...document.querySelectorAll(".sections a")].map((link) => [link.hash.slice(1), link]));

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) links.get(target.id)?.toggleAttribute("data-in-view", isIntersecting);
    const first = [...links.values()].find((link) => link.hasAttribute("data-in-view"));
    for (const link of links.values()) {
      if (link === first) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  },
  { rootMargin: "-15% 0px -60% 0px" },
);
for (const id of links.keys()) {
  const part = document.getElementById(id);
  if (part) watcher.observe(part);
}

/** A field inside a closed row cannot be seen: open the row, then go there. */
function goTo(id) {
  const target = id && document.getElementById(decodeURIComponent(id));
  if (!target) return;
  for (let row = target.closest("details"); row; row = row.parentElement.closest("details")) row.open = true;
  target.querySelector?.(":scope > details")?.setAttribute("open", "");
  target.scrollIntoView({ block: "start" });
  if (target.matches("input, select, textarea")) target.focus({ preventScroll: true });
}

// A link that was followed before changes no hash, and still has to open its row.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href^='#']");
  if (link?.hash === location.hash) goTo(link.hash.slice(1));
});
window.addEventListener("hashchange", () => goTo(location.hash.slice(1)));
goTo(location.hash.slice(1));

let isDirty = Boolean(document.querySelector(".errornote"));
const form = document.getElementById("incident_form");
form.addEventListener("change", () => (isDirty = true));
form.addEventListener("submit", () => (isDirty = false));
window.addEventListener("beforeunload", (event) => isDirty && event.preventDefault());
