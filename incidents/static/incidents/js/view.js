// Which part of the world does the map show? The view stands in the address as #zoom/latitude/longitude.

const WORLD = [
  [-56, -150],
  [72, 170],
];

function viewInAddress() {
  const [zoom, latitude, longitude] = window.location.hash.slice(1).split("/").map(Number);
  const isView = [zoom, latitude, longitude].every(Number.isFinite) && Math.abs(latitude) <= 90;
  return isView ? { zoom, center: [latitude, longitude] } : null;
}

export const isViewAskedFor = () => viewInAddress() !== null;

/** Shows the view that the address asks for, else `bbox` (west,south,east,north), else the world. True for the first. */
export function showView(map, bbox) {
  const view = viewInAddress();
  if (view) {
    map.setView(view.center, view.zoom);
    return true;
  }
  const bounds = boundsOf(bbox);
  map.fitBounds(bounds ?? WORLD);
  return bounds !== null;
}

/** The corners of a box written west,south,east,north; null where it is none. */
export function boundsOf(bbox) {
  const [west, south, east, north] = (bbox ?? "").split(",").map(Number);
  const isBox = bbox && [west, south, east, north].every(Number.isFinite);
  return isBox ? [[south, west], [north, east < west ? east + 360 : east]] : null; // prettier-ignore
}

/** Writes the view into the address without a new entry in the history. */
export function keepView(map) {
  const { lat, lng } = map.getCenter().wrap();
  const hash = `#${map.getZoom()}/${lat.toFixed(4)}/${lng.toFixed(4)}`;
  window.history.replaceState(null, "", `${window.location.pathname}${window.location.search}${hash}`);
  return hash;
}

const wrapped = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;

const GRID = 64; // pixels; twice the cell of the server's grid

/**
 * The view as west,south,east,north within ±180 and ±90, grown to whole cells of the grid so that no cluster is cut at
 * the edge and none changes while the map moves; west > east where it crosses the antimeridian. Within `asked`, the box
 * that the query is narrowed to: null where the two do not meet.
 */
export function boxOf(map, asked) {
  const { min, max } = map.getPixelBounds();
  const outward = [Math.floor(min.x / GRID), Math.floor(min.y / GRID), Math.ceil(max.x / GRID), Math.ceil(max.y / GRID)];
  const [left, top, right, bottom] = outward.map((cells) => cells * GRID);
  const { lat: north, lng: west } = map.unproject([left, top]);
  const { lat: south, lng: east } = map.unproject([right, bottom]);
  const isWholeWorld = east - west >= 360;
  const sides = [isWholeWorld ? -180 : wrapped(west), beyond(south), isWholeWorld ? 180 : wrapped(east), beyond(north)];
  const shown = asked ? common(sides, asked.split(",").map(Number)) : sides;
  return shown && shown.map((degrees) => degrees.toFixed(6)).join(",");
}

/** Where two boxes overlap. Of one that crosses the antimeridian all is shown, wherever the reader looks. */
function common(view, asked) {
  if (view[0] > view[2] || asked[0] > asked[2]) return asked;
  const [west, south] = [0, 1].map((side) => Math.max(view[side], asked[side]));
  const [east, north] = [2, 3].map((side) => Math.min(view[side], asked[side]));
  return west <= east && south <= north ? [west, south, east, north] : null;
}

/** The square map ends at 85°; what lies beyond belongs to its edge. */
const beyond = (latitude) => (Math.abs(latitude) > 85 ? Math.sign(latitude) * 90 : latitude);
