// What does the map show beneath the incidents? Land, water, borders and names, drawn from our own static files: no tile
// server, nothing from another host. Coarse lines first, finer ones once the reader zooms in. L is Leaflet's global.

import { addLabels } from "./basemap-labels.js";

const DETAIL_FROM_ZOOM = 4;
const TILE = 256;
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

/** The coast is the rim of the land without the cuts along 180° and the lower edge of the map. */
function coastOf(ring) {
  const isEdge = (x, y) => x <= 0 || x >= 1 || y >= 1;
  const lines = [[]];
  const { points } = ring;
  for (let i = 0; i < points.length; i += 2) {
    const onEdge = isEdge(points[i], points[i + 1]);
    if (onEdge && i && isEdge(points[i - 2], points[i - 1])) lines.push([]);
    lines.at(-1).push(points[i], points[i + 1]);
  }
  return lines.filter((line) => line.length > 2).map((line) => ({ points: line, box: ring.box }));
}

function prepare({ scale, land, lakes, rivers, borders, disputed }) {
  const lines = (list) => list.map((numbers) => decode(numbers, scale));
  const areas = (list) => list.map((rings) => lines(rings));
  const grounds = areas(land);
  return {
    land: grounds,
    lakes: areas(lakes),
    coast: grounds.flat().flatMap(coastOf),
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
  square.fill(shapes.land, colours.land);
  square.fill(shapes.lakes, colours.sea);
  square.stroke(shapes.rivers, colours.river, zoom < 5 ? 0.6 : 1.2);
  square.stroke(shapes.coast, colours.coast, 0.8);
  square.stroke(shapes.borders, colours.border, zoom < 4 ? 0.7 : 1.1);
  square.stroke(shapes.disputed, colours.border, zoom < 4 ? 0.7 : 1.1, [4, 3]);
}

const ShapeLayer = L.GridLayer.extend({
  initialize(shapes, options) {
    this.shapes = shapes;
    L.GridLayer.prototype.initialize.call(this, { pane: "basemap", tileSize: TILE, keepBuffer: 1, ...options });
  },

  createTile(coords) {
    const canvas = document.createElement("canvas");
    const density = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = canvas.height = TILE * density;
    const context = canvas.getContext("2d");
    context.scale(density, density);
    context.lineJoin = "round";
    drawSquare(new Square(context, coords), this.shapes, palette(this._map.getContainer()), coords.z);
    return canvas;
  },
});

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
 * urls: { coarse, fine, cities } are addresses of world_110m.json, world_50m.json and world_cities.json. `fine` and
 * `cities` are fetched once, when the zoom first asks for them; without them the map stays as it is.
 * `covered` gives the boxes (left, right, top, bottom in layer pixels) that markers cover, for names to keep out of.
 * Resolves when the coarse map is on the page; rejects with an Error when `coarse` cannot be fetched.
 */
export async function addBasemap(map, { urls, attribution, covered = () => [] }) {
  createPane(map, "basemap", 150);
  createPane(map, "basemap-labels", 350);
  if (attribution) map.attributionControl?.addAttribution(attribution);

  const coarse = await fetchJson(urls.coarse);
  let layer = new ShapeLayer(prepare(coarse)).addTo(map);
  const paintSea = () => map.getContainer().style.setProperty("background-color", palette(map.getContainer()).sea);
  paintSea();
  onThemeChange(() => {
    paintSea();
    layer.redraw();
  });
  const fetchCities = async () => (urls.cities ? (await fetchJson(urls.cities)).cities : []);
  addLabels(map, { countries: coarse.labels, fetchCities, pane: "basemap-labels", covered });

  let isFine = false;
  const refine = async () => {
    if (isFine || !urls.fine || map.getZoom() < DETAIL_FROM_ZOOM) return;
    isFine = true;
    try {
      const next = new ShapeLayer(prepare(await fetchJson(urls.fine)));
      const previous = layer;
      next.once("load", () => previous.remove());
      layer = next.addTo(map);
    } catch (error) {
      isFine = false; // the coarse map stays, and the next move tries again
      console.warn(error);
    }
  };
  map.on("moveend", refine);
  await refine();
}
