// What does the map of incidents show? Asks the server for what is in view and keeps the address in step. L is Leaflet's
// global.

import { addBasemap } from "./basemap.js";
import { addControls } from "./controls.js";
import { addStreets } from "./streets.js";
import { Markers, middleOf } from "./markers.js";
import { credit, number, say } from "./words.js";
import { boundsOf, boxOf, isViewAskedFor, keepView, showView } from "./view.js";

const DEBOUNCE = 120; // milliseconds that the map must rest
const PATIENCE = 300; // milliseconds before the reader is told to wait
const NOT_FILTERS = ["bbox", "page", "ordering", "zoom"];
const BASEMAP_ENDS = 10;
const CLOSEST = 9; // a view that the reader did not choose comes no nearer
const NOTHING = { features: [], totals: { matching: 0, in_view: 0, without_point: 0 } };
const EVERYWHERE = { bbox: "-180,-90,180,90", zoom: 4 };

const container = document.getElementById("map");
const status = document.getElementById("map-status");
const { clusters, list, spot, coarse, fine, cities, language } = container.dataset;

const given = new URLSearchParams(window.location.search);
const filtersOf = (query) => new URLSearchParams([...query].filter(([name, value]) => value && !NOT_FILTERS.includes(name)));
let filters = filtersOf(given);

/** The area that the query is narrowed to, if it is: nothing outside it is shown. */
const askedBox = () => new URLSearchParams(window.location.search).get("bbox");

function tell(text, isFailure = false) {
  status.textContent = text;
  status.hidden = !text;
  status.classList.toggle("failed", isFailure);
}

function withBox(address, bbox, more = {}) {
  const query = new URLSearchParams([...filters, ...Object.entries(more)]);
  query.set("bbox", bbox ?? askedBox());
  return `${address}?${query.toString().replaceAll("%2C", ",")}`;
}

/** How many are in view, and a way to the others. The words stand in a part of the page that a new query replaces. */
function tellInView() {
  const place = document.getElementById("in-view");
  if (!place || !told) return;
  const { matching, in_view: seen, without_point: pointless, bbox } = told;
  const link = document.createElement("a");
  link.href = withBox(list, bbox);
  link.textContent = say("inView", { n: number(seen) });
  place.replaceChildren(" · ", link);
  if (seen < matching - pointless && map.getZoom() > map.getMinZoom()) place.append(" · ", showAllButton());
  place.hidden = false;
}

function showAllButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "as-link";
  button.textContent = say("showAll");
  button.addEventListener("click", showAll);
  return button;
}

/** The smallest view that holds all of these; where the map cannot hold them, their middle. */
function frame(features, zoom) {
  const extent = markers.extent(features, zoom);
  map.fitBounds(extent, { maxZoom: CLOSEST, animate: false });
  if (!map.getBounds().contains(extent)) map.setView(middleOf(features), map.getZoom(), { animate: false });
}

async function showAll() {
  try {
    const { features } = await fetchView({ ...EVERYWHERE, bbox: askedBox() ?? EVERYWHERE.bbox });
    if (features.length) frame(features, EVERYWHERE.zoom);
  } catch (error) {
    console.warn(error); // the view stays as it is
  }
}

const isInOnePart = (features) => map.getBoundsZoom(markers.extent(features, map.getZoom())) > map.getMinZoom();

/** What nobody asked to see elsewhere is shown where it is; the whole world is the view for what lies all over it. */
async function showAnswer(seen) {
  const isWhole = told && told.in_view === told.matching - told.without_point;
  if (!isWhole && (filters.size || !seen.length)) await showAll();
  else if (seen.length && (filters.size || isInOnePart(seen))) frame(seen, map.getZoom());
  else return;
  // From nearer by, a cluster is seen to take less room than it could have.
  clearTimeout(rest);
  const nearer = await load();
  if (nearer.length) frame(nearer, map.getZoom());
}

let told = null;

function tellTotals(totals, bbox) {
  told = { ...totals, bbox };
  tellInView();
  const { matching, in_view: seen } = totals;
  const isBeyond = !hasStreets && map.getZoom() > BASEMAP_ENDS;
  if (seen) tell(isBeyond ? say("noStreets") : "");
  else tell(say(matching ? "noneHere" : "none"));
}

async function fetchView({ bbox, zoom }, signal) {
  const query = new URLSearchParams(filters);
  query.set("bbox", bbox);
  query.set("zoom", String(Math.round(zoom)));
  if (language) query.set("lang", language);
  const response = await fetch(`${clusters}?${query}`, { signal });
  if (!response.ok) throw new Error(`The server answered ${response.status}`);
  return response.json();
}

let request = null;
let rest = 0; // the timer that waits for the map to rest

async function load() {
  request?.abort();
  const mine = new AbortController();
  request = mine;
  const waiting = setTimeout(() => tell(say("loading")), PATIENCE);
  const bbox = boxOf(map, askedBox());
  try {
    const { features, totals } = bbox ? await fetchView({ bbox, zoom: map.getZoom() }, mine.signal) : NOTHING;
    tell("");
    markers.show(features);
    tellTotals(totals, bbox);
    return features;
  } catch (error) {
    if (error.name !== "AbortError") {
      console.warn(error);
      tell(say("failed"), true);
    }
    return [];
  } finally {
    clearTimeout(waiting);
  }
}

/** Links that stay on the map take the view along. */
function carryView(hash) {
  for (const link of document.querySelectorAll(".chips a, .filter-form a")) link.hash = hash;
}

container.hidden = false;
document.getElementById("map-missing").hidden = true;
const map = L.map(container, { minZoom: 2, maxZoom: 15, worldCopyJump: true, zoomSnap: 1, attributionControl: false, zoomControl: false });
addControls(map, { maxWidth: 140 });
const markers = new Markers(map, {
  list: (bbox) => withBox(list, bbox),
  spot: (bbox) => withBox(spot, bbox, language ? { lang: language } : {}),
  page: list,
});

const isAskedFor = showView(map, given.get("bbox"));
const hasStreets = addStreets(map, container.dataset);
addBasemap(map, {
  urls: { coarse, fine, cities },
  attribution: credit,
}).catch((error) => {
  console.warn(error);
});

const outline = L.layerGroup().addTo(map);

function drawAskedBox() {
  outline.clearLayers();
  const bounds = boundsOf(askedBox());
  if (bounds) L.rectangle(bounds, { className: "asked-box", interactive: false }).addTo(outline);
}

if (!("refused" in container.dataset)) {
  drawAskedBox();
  map.on("moveend", () => {
    carryView(keepView(map));
    clearTimeout(rest);
    rest = setTimeout(load, DEBOUNCE);
  });
  document.addEventListener("attest:query", ({ detail }) => {
    filters = filtersOf(new URLSearchParams(detail));
    told = null;
    drawAskedBox();
    map.closePopup();
    clearTimeout(rest);
    load();
  });
  document.addEventListener("attest:shown", tellInView);
  // A link within the page, such as the one that skips the map, asks for no other view.
  window.addEventListener("hashchange", () => isViewAskedFor() && showView(map));
  const asked = filters;
  const first = await load();
  if (!isAskedFor && filters === asked) await showAnswer(first);
}
