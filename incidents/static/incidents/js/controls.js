// What stands on the edges of a map? Its controls, on the sides of the page's language and in its words. L is Leaflet's
// global.

import { isRightToLeft, say } from "./words.js";

/** The corner on the side where lines begin, or end, as Leaflet names it. */
const corner = (edge, side) => `${edge}${(side === "start") === isRightToLeft ? "right" : "left"}`;

/** For a map made without controls of its own; `scale` holds options of its scale. */
export function addControls(map, scale = {}) {
  const titles = { zoomInTitle: say("zoomIn"), zoomOutTitle: say("zoomOut") };
  L.control.zoom({ position: corner("top", "start"), ...titles }).addTo(map);
  L.control.attribution({ prefix: false, position: corner("bottom", "end") }).addTo(map);
  L.control.scale({ imperial: false, position: corner("top", "end"), ...scale }).addTo(map);
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", say("close"));
  });
}
