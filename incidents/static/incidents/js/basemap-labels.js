// Which names of countries and cities fit on the map at this zoom, without covering each other?

const CITIES_FROM_ZOOM = 5;
const COUNTRIES_TO_ZOOM = 8;
const GAP = 4; // pixels kept free between two names

/** Population a city needs to be named, by zoom. */
const smallestCity = (zoom) => [2_000_000, 600_000, 250_000, 90_000, 0][Math.min(Math.floor(zoom) - CITIES_FROM_ZOOM, 4)];

function countryNamer() {
  const locale = document.documentElement.lang || "en";
  const names = new Intl.DisplayNames([locale, "en"], { type: "region", fallback: "code" });
  return (alpha2) => names.of(alpha2);
}

/** Every copy of the world that the view shows has its own name: the longitude is moved to each of them. */
function* copies(lon, bounds) {
  const first = Math.ceil((bounds.getWest() - lon) / 360);
  const last = Math.floor((bounds.getEast() - lon) / 360);
  for (let turn = first; turn <= last; turn += 1) yield lon + 360 * turn;
}

/** Names worth trying at this zoom, the most important first: { text, lat, lon, kind }. */
function candidates({ zoom, bounds, countries, cities, nameCountry }) {
  const found = [];
  const add = (text, lat, lon, kind) => {
    if (lat < bounds.getSouth() || lat > bounds.getNorth()) return;
    for (const copy of copies(lon, bounds)) found.push({ text, lat, lon: copy, kind });
  };
  if (zoom <= COUNTRIES_TO_ZOOM) {
    for (const [alpha2, lat, lon, rank] of countries) if (rank < zoom) add(nameCountry(alpha2), lat, lon, "country");
  }
  if (zoom >= CITIES_FROM_ZOOM) {
    for (const [name, lat, lon, people] of cities) if (people >= smallestCity(zoom)) add(name, lat, lon, "city");
  }
  return found;
}

function element({ text, kind }) {
  const label = document.createElement("span");
  label.className = `map-label map-label-${kind}`;
  label.textContent = text;
  return label;
}

const overlaps = (a, b) =>
  a.left < b.right + GAP && a.right > b.left - GAP && a.top < b.bottom + GAP && a.bottom > b.top - GAP;

const DOT = 3; // pixels from the edge of a city's label to the middle of its dot
const ASIDE = 14; // pixels from a city to its name where a marker stands on the city, whose dot is then left out

/** Where a name may stand, in pixels: a country's on its point, a city's beside its dot, or aside of a marker on it. */
function boxesFor({ kind }, point, { offsetWidth: width, offsetHeight: height }, isCovered) {
  const at = (left, top, side) => ({ left, right: left + width, top, bottom: top + height, side });
  const top = point.y - height / 2;
  if (kind === "country") return [at(point.x - width / 2, top, "")];
  if (!isCovered) return [at(point.x - DOT, top, ""), at(point.x - width + DOT, top, "left")];
  const middle = point.x - width / 2;
  return [
    at(point.x + ASIDE, top, "aside"), at(point.x - width - ASIDE, top, "aside"),
    at(middle, point.y - height - ASIDE, "aside"), at(middle, point.y + ASIDE, "aside"),
  ]; // prettier-ignore
}

const holds = ({ left, right, top, bottom }, { x, y }) => left <= x && x <= right && top <= y && y <= bottom;

function place(map, pane, wanted, covered) {
  const labels = wanted.map((name) => ({
    name,
    label: element(name),
    point: map.latLngToLayerPoint([name.lat, name.lon]),
  }));
  pane.replaceChildren(...labels.map(({ label }) => label));
  const measured = labels.map(({ name, label, point }) => {
    const isCovered = covered.some((box) => holds(box, point));
    return { label, boxes: boxesFor(name, point, label, isCovered) };
  });
  const taken = [...covered];
  for (const { label, boxes } of measured) {
    const box = boxes.find((wish) => !taken.some((other) => overlaps(wish, other)));
    if (!box) {
      label.remove();
      continue;
    }
    taken.push(box);
    if (box.side) label.classList.add(`map-label-${box.side}`);
    L.DomUtil.setPosition(label, L.point(Math.round(box.left), Math.round(box.top)));
  }
}

/**
 * Names countries ([alpha-2, latitude, longitude, rank] each, most important first) in the page's language, and cities
 * ([name, latitude, longitude, population] each) once the zoom asks for them. `pane` is the name of an existing pane.
 * The names are decoration for those who see the map: they are hidden from assistive technology and take no clicks.
 * `covered` gives the boxes, in layer pixels, that names keep out of.
 */
export function addLabels(map, { countries, fetchCities, pane: paneName, covered }) {
  const pane = map.getPane(paneName);
  pane.setAttribute("aria-hidden", "true");
  const nameCountry = countryNamer();
  let cities = [];
  let cityFetch = null;

  const draw = () => {
    const zoom = map.getZoom();
    pane.hidden = false; // what is hidden has no width, and names would be put over each other
    place(map, pane, candidates({ zoom, bounds: map.getBounds(), countries, cities, nameCountry }), covered());
    if (zoom >= CITIES_FROM_ZOOM && !cityFetch) {
      cityFetch = fetchCities().then(
        (rows) => {
          cities = rows;
          draw();
        },
        (error) => {
          cityFetch = null; // the next move tries again
          console.warn(error);
        },
      );
    }
  };
  map.on("zoomstart", () => {
    pane.hidden = true;
  });
  map.on("moveend resize", draw);
  draw();
}
