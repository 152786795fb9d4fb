// Are there streets to show? Over the base map, from the zoom on at which the site has tiles. L is Leaflet's global.

/** Adds the tiles that data-streets of the map's element names, if it does; whether there are any. */
export function addStreets(map, { streets, streetsFrom, streetsTo, streetsCredit }) {
  if (!streets) return false;
  const options = { minZoom: Number(streetsFrom), maxNativeZoom: Number(streetsTo), maxZoom: map.getMaxZoom(), zIndex: 2 };
  L.tileLayer(streets, { ...options, referrerPolicy: "no-referrer" }).addTo(map);
  map.attributionControl.addAttribution(escaped(streetsCredit));
  return true;
}

/** Leaflet takes a credit as HTML. */
function escaped(text) {
  const line = document.createElement("span");
  line.textContent = text;
  return line.innerHTML;
}
