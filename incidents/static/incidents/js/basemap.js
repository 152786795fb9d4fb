// What does the map show beneath the incidents? Land, water, borders and names, drawn from our own static files: no tile
// server, nothing from another host. Coarse lines first; over them, once the reader zooms in, finer ones of the squares of
// the world that are in view. L is Leaflet's global.

import { addLabels } from "./basemap-labels.js";

const DETAIL_FROM_ZOOM = 5;
const TILE = 256;
const KINDS = ["land", "lakes", "coast", "rivers", "borders", "disputed"];
const MARGIN = 4; // pixels around a tile in which a line can still colour it

const fetchJson = async (url) => {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Base map: ${url} answered ${response.status}`);
  return response.json();
};

/** Flat differences to Web Mercator, the world being one unit wide, with the box around it. */
function decode(numbers, scale) {
  const points = new Float64Array(numbers.length);
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0, x = 0, y = 0; i < numbers.length; i += 2) {
    x += numbers[i];
    y += numbers[i + 1];
    const sine = Math.sin(((y / scale) * Math.PI) / 180);
    const east = x / scale / 360 + 0.5;
    const south = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
    points[i] = east;
    points[i + 1] = south;
    box[0] = Math.min(box[0], east);
    box[1] = Math.min(box[1], south);
    box[2] = Math.max(box[2], east);
    box[3] = Math.max(box[3], south);
  }
  return { points, box };
}

/** The coast is the rim of the land without the cuts along 180°, the lower edge of the map and the rim of its square. */
function coastOf(ring, [west, north, east, south]) {
  const cuts = [
    (x) => x <= Math.max(west, 0),
    (x) => x >= Math.min(east, 1),
    (x, y) => y <= north,
    (x, y) => y >= Math.min(south, 1),
  ];
  const lines = [[]];
  const { points } = ring;
  for (let i = 0; i < points.length; i += 2) {
    const isCut = i && cuts.some((on) => on(points[i], points[i + 1]) && on(points[i - 2], points[i - 1]));
    if (isCut) lines.push([]);
    lines.at(-1).push(points[i], points[i + 1]);
  }
  return lines.filter((line) => line.length > 2).map((line) => ({ points: line, box: ring.box }));
}

const WHOLE = [-Infinity, -Infinity, Infinity, Infinity];

function prepare({ scale, land, lakes, rivers, borders, disputed }, rim = WHOLE) {
  const lines = (list) => list.map((numbers) => decode(numbers, scale));
  const areas = (list) => list.map((rings) => lines(rings));
  const grounds = areas(land);
  return {
    land: grounds,
    lakes: areas(lakes),
    coast: grounds.flat().flatMap((ring) => coastOf(ring, rim)),
    rivers: lines(rivers),
    borders: lines(borders),
    disputed: lines(disputed),
  };
}

/** One 256-pixel square of the world at one zoom: draws shapes that touch it on a canvas context. */
class Square {
  constructor(context, coords) {
    this.context = context;
    this.size = TILE * 2 ** coords.z;
    this.left = coords.x * TILE;
    this.top = coords.y * TILE;
  }

  touches([west, north, east, south]) {
    const { size, left, top } = this;
    return (
      east * size >= left - MARGIN &&
      west * size <= left + TILE + MARGIN &&
      south * size >= top - MARGIN &&
      north * size <= top + TILE + MARGIN
    );
  }

  /** Steps of less than half a pixel are left out: they cannot be seen and most of a coarse zoom is made of them. */
  trace(points) {
    let lastX = Infinity;
    let lastY = Infinity;
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i] * this.size - this.left;
      const y = points[i + 1] * this.size - this.top;
      const isEnd = i === 0 || i === points.length - 2;
      if (!isEnd && Math.abs(x - lastX) + Math.abs(y - lastY) < 0.5) continue;
      if (i) this.context.lineTo(x, y);
      else this.context.moveTo(x, y);
      lastX = x;
      lastY = y;
    }
  }

  flood(colour) {
    this.context.fillStyle = colour;
    this.context.fillRect(0, 0, TILE, TILE);
  }

  fill(areas, colour) {
    this.context.fillStyle = colour;
    this.context.beginPath();
    for (const rings of areas) if (this.touches(rings[0].box)) rings.forEach((ring) => this.trace(ring.points));
    this.context.fill("evenodd");
  }

  stroke(lines, colour, width, dash = []) {
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.setLineDash(dash);
    this.context.beginPath();
    for (const line of lines) if (this.touches(line.box)) this.trace(line.points);
    this.context.stroke();
  }
}

const FALLBACK = {
  "--map-land": "#f4f2ec",
  "--map-sea": "#dbe7ef",
  "--map-border": "#a09a8e",
  "--map-coast": "#9db7c4",
  "--map-river": "#a9c6d6",
};

/** Colours as the style sheet has them now; the fallbacks keep the map legible without one. */
function palette(container) {
  const style = getComputedStyle(container);
  return Object.fromEntries(
    Object.entries(FALLBACK).map(([name, colour]) => [name.slice(6), style.getPropertyValue(name).trim() || colour]),
  );
}

function drawSquare(square, shapes, colours, zoom) {
  square.flood(colours.sea);
  square.fill(shapes.land, colours.land);
  square.fill(shapes.lakes, colours.sea);
  square.stroke(shapes.rivers, colours.river, zoom < 5 ? 0.6 : 1.2);
  square.stroke(shapes.coast, colours.coast, 0.8);
  square.stroke(shapes.borders, colours.border, zoom < 4 ? 0.7 : 1.1);
  square.stroke(shapes.disputed, colours.border, zoom < 4 ? 0.7 : 1.1, [4, 3]);
}

function paint(map, coords, shapes) {
  const canvas = document.createElement("canvas");
  const density = Math.min(window.devicePixelRatio || 1, 2);
  canvas.width = canvas.height = TILE * density;
  const context = canvas.getContext("2d");
  context.scale(density, density);
  context.lineJoin = "round";
  drawSquare(new Square(context, coords), shapes, palette(map.getContainer()), coords.z);
  return canvas;
}

const ShapeLayer = L.GridLayer.extend({
  options: { pane: "basemap", tileSize: TILE, keepBuffer: 1 },

  initialize(shapes, options) {
    this.shapes = shapes;
    L.GridLayer.prototype.initialize.call(this, options);
  },

  createTile(coords) {
    return paint(this._map, coords, this.shapes);
  },
});

/** The finer map, of which every tile on the screen waits for the squares of the world that it shows. */
const FineLayer = L.GridLayer.extend({
  options: { pane: "basemap", tileSize: TILE, keepBuffer: 1, minZoom: DETAIL_FROM_ZOOM },

  initialize(squares, options) {
    this.squares = squares;
    L.GridLayer.prototype.initialize.call(this, options);
  },

  createTile(coords, done) {
    const tile = document.createElement("div");
    const map = this._map;
    this.squares.within(coords).then(
      (shapes) => {
        tile.replaceChildren(paint(map, coords, shapes));
        done(null, tile);
      },
      (error) => {
        console.warn(error); // the coarse map beneath stays
        done(error, tile);
      },
    );
    return tile;
  },
});

const mercator = (latitude) => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

/** The squares of `step` degrees that hold anything, each fetched once, when it is first to be seen. */
class Squares {
  constructor(address) {
    this.address = address;
    this.fetched = new Map();
  }

  async within({ x, y, z }) {
    this.list ??= fetchJson(this.address).catch((error) => {
      this.list = null; // the next tile tries again
      throw error;
    });
    const { step, squares } = await this.list;
    const [left, top, right, bottom] = [x, y, x + 1, y + 1].map((edge) => edge / 2 ** z);
    const touched = squares.filter((name) => {
      const [west, north, east, south] = this.rim(name, step);
      return west <= right && east >= left && north <= bottom && south >= top;
    });
    const parts = await Promise.all(touched.map((name) => this.part(name, step)));
    const joined = (kind) => parts.flatMap((part) => part[kind]);
    return Object.fromEntries(KINDS.map((kind) => [kind, joined(kind)]));
  }

  rim(name, step) {
    const [west, south] = name.split("_").map(Number);
    const [north, east] = [south + step, west + step];
    const below = south <= -90 ? Infinity : mercator(south);
    const above = north >= 90 ? -Infinity : mercator(north);
    return [west / 360 + 0.5, above, east / 360 + 0.5, below];
  }

  part(name, step) {
    if (!this.fetched.has(name)) {
      const rim = this.rim(name, step);
      const found = fetchJson(new URL(`fine/${name}.json`, new URL(this.address, window.location.href)));
      const part = found.then((data) => prepare(data, rim));
      part.catch(() => this.fetched.delete(name));
      this.fetched.set(name, part);
    }
    return this.fetched.get(name);
  }
}

function createPane(map, name, zIndex) {
  const pane = map.getPane(name) ?? map.createPane(name);
  pane.style.zIndex = zIndex;
  pane.style.pointerEvents = "none";
}

/** Follows the system's colour scheme and a theme set on the root element. */
function onThemeChange(callback) {
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", callback);
  new MutationObserver(callback).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["class", "data-theme"],
  });
}

/**
 * Adds the base map and keeps it up to date while the reader moves.
 *
 * urls: { coarse, fine, cities } are addresses of world_110m.json, world_50m.json and world_cities.json. What lies behind
 * `fine` and `cities` is fetched once, when the zoom first asks for it; without it the map stays as it is.
 * `covered` gives the boxes (left, right, top, bottom in layer pixels) that markers cover, for names to keep out of.
 * Resolves when the coarse map is on the page; rejects with an Error when `coarse` cannot be fetched.
 */
export async function addBasemap(map, { urls, attribution, covered = () => [] }) {
  createPane(map, "basemap", 150);
  createPane(map, "basemap-labels", 350);
  if (attribution) map.attributionControl?.addAttribution(attribution);

  const coarse = await fetchJson(urls.coarse);
  const layers = [new ShapeLayer(prepare(coarse)).addTo(map)];
  if (urls.fine) layers.push(new FineLayer(new Squares(urls.fine)).addTo(map));
  const paintSea = () => map.getContainer().style.setProperty("background-color", palette(map.getContainer()).sea);
  paintSea();
  onThemeChange(() => {
    paintSea();
    for (const layer of layers) layer.redraw();
  });
  const fetchCities = async () => (urls.cities ? (await fetchJson(urls.cities)).cities : []);
  addLabels(map, { countries: coarse.labels, fetchCities, pane: "basemap-labels", covered });
}
