// Where is it? Ties a map to the latitude, longitude and radius fields of its row: click, drag, arrow keys or typing.

import { addBasemap } from "./basemap.js";

const WORLD = { centre: [20, 20], zoom: 2 };
const CLOSEST_ZOOM = 16;
const STEP = 4; // pixels an arrow key moves the pin; ten times that with Shift
const ARROWS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

const pickers = new WeakMap();
const numberIn = (field) => (field && field.value.trim() !== "" ? Number(field.value) : NaN);

class PointPicker {
  constructor(box) {
    this.box = box;
    this.radii = JSON.parse(box.dataset.radii);
    this.place = box.dataset.place ? JSON.parse(box.dataset.place) : null;
    this.map = L.map(box.querySelector(".point-map"), { maxZoom: CLOSEST_ZOOM, minZoom: 1, worldCopyJump: true });
    this.map.attributionControl.setPrefix(false);
    this.map.setView(WORLD.centre, WORLD.zoom);
    const urls = { coarse: box.dataset.coarse, fine: box.dataset.fine, cities: box.dataset.cities };
    addBasemap(this.map, { urls, attribution: box.dataset.credit }).catch((error) => this.say(error.message));
    this.map.on("click", ({ latlng }) => this.put(latlng));
    box.querySelector(".point-clear").addEventListener("click", () => this.clear());
    box.querySelector(".point-centre").addEventListener("click", () => this.put(this.map.getCenter()));
    for (const name of ["latitude", "longitude", "radius_m", "precision"]) {
      this.field(name)?.addEventListener("input", () => this.draw());
    }
    this.draw();
    this.look();
  }

  /** A new row gets its number after it is made, so fields are looked up by the box's id each time. */
  field(name) {
    return document.getElementById(this.box.id.replace(/map$/, name));
  }

  point() {
    const [latitude, longitude] = [numberIn(this.field("latitude")), numberIn(this.field("longitude"))];
    const isPoint = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    return isPoint ? L.latLng(latitude, longitude) : null;
  }

  radius() {
    return numberIn(this.field("radius_m")) || this.radii[this.field("precision")?.value] || this.place?.radius_m || 0;
  }

  put(latlng) {
    const { lat, lng } = latlng.wrap();
    this.write(lat.toFixed(5), lng.toFixed(5));
  }

  clear() {
    this.write("", "");
  }

  write(latitude, longitude) {
    this.field("latitude").value = latitude;
    this.field("longitude").value = longitude;
    this.field("latitude").dispatchEvent(new Event("change", { bubbles: true }));
    this.draw();
  }

  draw() {
    const point = this.point();
    for (const layer of ["pin", "area", "ground"]) this[layer]?.remove();
    if (point) {
      this.pin = this.makePin(point);
      this.area = L.circle(point, { radius: this.radius(), className: "point-area", interactive: false }).addTo(this.map);
      this.say(`Pin at ${point.lat}, ${point.lng}${this.radius() ? `, within ${this.radius().toLocaleString("en")} m` : ""}.`);
    } else if (this.place) {
      const own = [this.place.latitude, this.place.longitude];
      this.ground = L.circle(own, { radius: this.place.radius_m || 500, className: "point-place", interactive: false }).addTo(this.map);
      this.say("No pin: the point of the place itself is used (dashed).");
    } else {
      this.say("No pin. Click on the map, or type latitude and longitude.");
    }
  }

  makePin(point) {
    const icon = L.divIcon({ className: "point-pin", iconSize: [22, 22] });
    const pin = L.marker(point, { icon, draggable: true, keyboard: true, title: "Drag, or move with the arrow keys" });
    pin.on("dragend", () => this.put(pin.getLatLng())).addTo(this.map);
    pin.getElement().addEventListener("keydown", (event) => this.nudge(event, pin));
    return pin;
  }

  nudge(event, pin) {
    const arrow = ARROWS[event.key];
    if (!arrow) return;
    event.preventDefault();
    event.stopPropagation();
    const step = event.shiftKey ? STEP * 10 : STEP;
    const at = this.map.latLngToLayerPoint(pin.getLatLng()).add([arrow[0] * step, arrow[1] * step]);
    this.put(this.map.layerPointToLatLng(at));
    this.pin.getElement().focus();
  }

  /** Shows what there is: the pin with its area, else the place, else the world. */
  look() {
    const shown = this.point() ? this.area : this.ground;
    if (!shown) return;
    this.map.fitBounds(shown.getBounds().pad(1), { maxZoom: 11, animate: false });
  }

  choosePlace(data) {
    this.place = data.latitude === undefined ? null : data;
    this.draw();
    if (!this.point()) this.look();
  }

  say(text) {
    this.box.querySelector(".point-said").textContent = text;
  }
}

function open(box) {
  if (!box.open || box.id.includes("__prefix__")) return;
  if (pickers.has(box)) pickers.get(box).map.invalidateSize();
  else pickers.set(box, new PointPicker(box));
}

/** The autocomplete tells where the chosen place is; a map not opened yet remembers it. */
function followPlace({ target, params }) {
  const box = target.closest(".inline-related, form").querySelector(".point-picker");
  if (!box) return;
  const { latitude, longitude, radius_m } = params.data;
  box.dataset.place = latitude === undefined ? "" : JSON.stringify({ latitude, longitude, radius_m });
  pickers.get(box)?.choosePlace(params.data);
}

// "toggle" does not bubble, so it is caught on its way down; this way rows added later need no setting up.
document.addEventListener("toggle", ({ target }) => target.matches?.(".point-picker") && open(target), true);
document.querySelectorAll(".point-picker[open]").forEach(open);
window.django?.jQuery(document).on("select2:select", "select[name$='-place'], #place_form select[name='parent']", followPlace);
