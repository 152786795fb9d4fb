// Where did it happen? A small map of one incident's public places; the list beside it says the same. L is Leaflet's
// global.

import { addBasemap } from "./basemap.js";
import { addControls } from "./controls.js";
import { credit } from "./words.js";
import { addStreets } from "./streets.js";

const AREA_FROM_M = 1000;
const CLOSEST = 11;
const MARKER = 9; // pixels from the middle of a marker to its rim

const container = document.getElementById("incident-map");
const points = JSON.parse(document.getElementById("incident-points").textContent);
const { coarse, fine, cities } = container.dataset;

container.hidden = false;
const map = L.map(container, { minZoom: 2, maxZoom: 15, scrollWheelZoom: false, attributionControl: false, zoomControl: false });
addControls(map);

function extent({ latitude, longitude, radius_m: radius }) {
  return L.latLng(latitude, longitude).toBounds(2 * Math.max(radius ?? 0, AREA_FROM_M));
}

function draw({ latitude, longitude, radius_m: radius, label, is_primary: isPrimary }) {
  const isArea = radius > AREA_FROM_M;
  const kind = `pin pin-point${isArea ? " pin-area" : ""}${isPrimary ? "" : " pin-minor"}`;
  if (isArea) L.circle([latitude, longitude], { radius, className: "area", interactive: false }).addTo(map);
  const icon = L.divIcon({ className: kind, iconSize: [28, 28] });
  const marker = L.marker([latitude, longitude], { icon, zIndexOffset: isPrimary ? 100 : 0 }).addTo(map);
  const text = document.createElement("span");
  text.textContent = label;
  marker.bindPopup(text);
  marker.getElement().setAttribute("aria-label", label);
}

/** The pixels that a marker covers. */
function box({ latitude, longitude }) {
  const { x, y } = map.latLngToLayerPoint([latitude, longitude]);
  return { left: x - MARKER, right: x + MARKER, top: y - MARKER, bottom: y + MARKER };
}

const bounds = points.map(extent).reduce((all, each) => all.extend(each));
map.fitBounds(bounds, { maxZoom: CLOSEST, padding: [16, 16] });
points.forEach(draw);
addStreets(map, container.dataset);
addBasemap(map, {
  urls: { coarse, fine, cities },
  covered: () => points.map(box),
  attribution: credit,
}).catch((error) => console.warn(error));
