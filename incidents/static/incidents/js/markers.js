// How does a cluster or a single incident look on the map, and what happens when it is opened? L is Leaflet's global.

import { diameter, merged } from "./crowding.js";
import { incidentPopup, spotPopup } from "./popup.js";
import { isRightToLeft, number, say } from "./words.js";

const SPREAD = 20; // pixels around the middle of a cluster within which its incidents mostly lie
const AREA_FROM_M = 1000; // a place known less well than this is drawn as an area
const WIDE_FROM_M = 25_000; // and less well than this, which is a district or more, as an open ring of dashes
const SMALLEST_AREA = 14; // pixels; a smaller circle would hide beneath its marker
const MANY_AREAS = 6; // more than these would lie over each other like fog
const WIDEST_FILLED = 180; // pixels
const ZOOM_STEP = 3;
const [MARGIN, BESIDE_ZOOM, BELOW_SCALE] = [16, 52, 44]; // pixels that an opened popup leaves, so that no control lies on it
const APART_FROM_ZOOM = 12; // from here on nothing is merged, so that every spot can be opened

const depth = (count) => 1 + Math.min(3, Math.floor(Math.log10(count)));

const widely = (radius) => (radius > WIDE_FROM_M ? " pin-wide" : "");

function icon({ count, radius_m: radius }) {
  const size = count > 1 ? diameter(count) : 28;
  const kind = count > 1 ? `pin-${depth(count)}${widely(radius)}` : `pin-point${radius > AREA_FROM_M ? " pin-area" : ""}${widely(radius)}`;
  const label = document.createElement("span");
  if (count > 1) label.textContent = number(count);
  return L.divIcon({ className: `pin ${kind}`, html: label, iconSize: [size, size] });
}

const nameOf = ({ count, title, when, bbox, radius_m: radius }) => {
  const isWide = radius > WIDE_FROM_M;
  const km = number(Math.round(radius / 1000));
  if (count === 1) return [title, when, isWide ? say("reach", { km }) : ""].filter(Boolean).join(", ");
  if (!bbox) return say("cluster", { n: number(count) });
  return say(isWide ? "wideSpot" : "spot", { n: number(count), km });
};

/** Where most of the incidents lie. */
export function middleOf(features) {
  const all = features.reduce((sum, { properties }) => sum + properties.count, 0);
  const mean = (axis) => features.reduce((sum, { geometry, properties }) => sum + geometry.coordinates[axis] * properties.count, 0) / all;
  return [mean(1), mean(0)];
}

/** The features of one view on the map; those that stay from one view to the next keep their marker and the focus. */
export class Markers {
  /** `addresses`: list and spot are functions from a bbox to an address, page is that of the list. */
  constructor(map, addresses) {
    this.map = map;
    this.addresses = addresses;
    this.markers = new Map();
    this.areas = L.layerGroup().addTo(map);
  }

  show(received) {
    const features = this.map.getZoom() < APART_FROM_ZOOM ? this.uncrowded(received) : received;
    const wanted = new Map(features.map((feature) => [this.keyOf(feature), feature]));
    const leaving = [...this.markers].find(([key, marker]) => !wanted.has(key) && marker.getElement() === document.activeElement);
    for (const [key, marker] of this.markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    for (const [key, feature] of wanted) {
      const there = this.markers.get(key);
      if (there) there.setLatLng(this.nearest(feature.geometry.coordinates));
      else this.markers.set(key, this.add(feature));
    }
    this.drawAreas(features);
    if (leaving) this.focusNear(leaving[1].getLatLng());
  }

  /** Gives the focus to the marker nearest to a place, or to the map where there is none, so that a keyboard goes on. */
  focusNear(place) {
    const away = (marker) => this.map.distance(place, marker.getLatLng());
    const [nearest] = [...this.markers.values()].sort((one, other) => away(one) - away(other));
    (nearest?.getElement() ?? this.map.getContainer()).focus({ preventScroll: true });
  }

  /** The features with those joined that would cover each other; a joined one has lost its id, title and box. */
  uncrowded(features) {
    const circles = features.map((feature) => {
      const { x, y } = this.map.latLngToContainerPoint(this.nearest(feature.geometry.coordinates));
      return { x, y, count: feature.properties.count, members: [feature] };
    });
    return merged(circles).map(({ x, y, count, members }) => {
      if (members.length === 1) return members[0];
      const { lat, lng } = this.map.containerPointToLatLng([x, y]);
      return { id: members[0].id, geometry: { coordinates: [lng, lat] }, properties: { count } };
    });
  }

  /** The box that holds every feature, drawn for `zoom`, with room for a cluster to come apart. */
  extent(features, zoom) {
    const bounds = L.latLngBounds([]);
    for (const { geometry, properties } of features) {
      const place = this.nearest(geometry.coordinates);
      const point = this.map.project(place, zoom);
      const spread = properties.count > 1 && !properties.bbox ? SPREAD : 2;
      for (const way of [-spread, spread]) bounds.extend(this.map.unproject(point.add([way, way]), zoom));
    }
    return bounds;
  }

  keyOf({ id, properties: { code, count } }) {
    return code ?? `${id} ${count}`;
  }

  /** The copy of the world that the reader looks at. */
  nearest([longitude, latitude]) {
    const turns = Math.round((this.map.getCenter().lng - longitude) / 360);
    return L.latLng(latitude, longitude + 360 * turns);
  }

  add({ geometry, properties }) {
    const place = this.nearest(geometry.coordinates);
    const marker = L.marker(place, { icon: icon(properties), zIndexOffset: properties.count > 1 ? 100 : 0 });
    marker.addTo(this.map);
    const pin = marker.getElement();
    pin.setAttribute("aria-label", nameOf(properties));
    marker.on("click", () => this.open(marker, properties));
    pin.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      this.open(marker, properties, { byKeyboard: true });
    });
    return marker;
  }

  open(marker, properties, { byKeyboard = false } = {}) {
    const { list, spot, page } = this.addresses;
    if (properties.count === 1) {
      this.popUp(marker, incidentPopup(properties, page), byKeyboard);
    } else if (properties.bbox) {
      const { bbox, count, radius_m: radius } = properties;
      this.popUp(marker, spotPopup({ count, radius, list: list(bbox), spot: spot(bbox), page }), byKeyboard);
    } else {
      this.map.setView(marker.getLatLng(), Math.min(this.map.getZoom() + ZOOM_STEP, this.map.getMaxZoom()));
    }
  }

  /** A keyboard goes on in the popup, and comes back to the marker when it closes. */
  popUp(marker, content, byKeyboard) {
    const [left, right] = isRightToLeft ? [MARGIN, BESIDE_ZOOM] : [BESIDE_ZOOM, MARGIN];
    const popup = L.popup({
      maxWidth: 280,
      maxHeight: 320,
      offset: [0, -6],
      autoPanPaddingTopLeft: [left, BELOW_SCALE],
      autoPanPaddingBottomRight: [right, MARGIN],
    });
    popup.setLatLng(marker.getLatLng()).setContent(content).openOn(this.map);
    content.addEventListener("filled", () => popup.update());
    // Leaflet hears the escape key only while the map itself has the focus.
    popup.getElement().addEventListener("keydown", ({ key }) => {
      if (key === "Escape") popup.close();
    });
    if (!byKeyboard) return;
    content.querySelector("a").focus();
    popup.once("remove", () => marker.getElement()?.focus());
  }

  drawAreas(features) {
    this.areas.clearLayers();
    const metresAPixel = (latitude) =>
      (40_075_017 * Math.cos((latitude * Math.PI) / 180)) / (256 * 2 ** this.map.getZoom());
    const shown = features.filter(({ geometry, properties: { radius_m: radius } }) => {
      // A cluster of several spots has no radius.
      return radius > AREA_FROM_M && radius / metresAPixel(geometry.coordinates[1]) >= SMALLEST_AREA;
    });
    const faint = shown.length > MANY_AREAS ? " area-faint" : "";
    for (const { geometry, properties } of shown) {
      const radius = properties.radius_m;
      // A circle that is as wide as the map would be a colour of the whole map.
      const hollow = radius / metresAPixel(geometry.coordinates[1]) > WIDEST_FILLED ? " area-hollow" : "";
      const area = { radius, className: `area${faint}${hollow}`, interactive: false };
      L.circle(this.nearest(geometry.coordinates), area).addTo(this.areas);
    }
  }
}
