// How do the filters behave beyond a plain form? Open where there is room; empty fields stay out of the address.

const form = document.getElementById("filter-form");
const panel = document.getElementById("filters");

if (panel && window.matchMedia("(min-width: 60rem)").matches) panel.open = true;

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = [...new FormData(form)].filter(([, value]) => value.trim() !== "");
  const query = new URLSearchParams(given).toString();
  // The map keeps its view in the fragment: a new filter does not move the reader elsewhere.
  window.location.assign(`${form.action.split("?")[0]}${query ? `?${query}` : ""}${window.location.hash}`);
});
