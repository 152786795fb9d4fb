// What does a marker say when it is opened? Text goes in as text, never as markup.

import { number, say } from "./words.js";

function element(name, text, className) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) {
    made.textContent = text;
    made.dir = "auto"; // what only holds others runs as the page does
  }
  return made;
}

function link(href, text) {
  const made = element("a", text);
  made.href = href;
  return made;
}

/** How well the place is known, where it is not known to the spot. */
function reach(radius, known) {
  if (!(radius > 1000)) return "";
  const within = say("reach", { km: number(Math.round(radius / 1000)) });
  return known ? `${say("known", { known })} ${within}` : within;
}

/** One incident: title, when, where and how precisely, toll. `list` is the address of the list of incidents. */
export function incidentPopup(properties, list) {
  const box = element("div");
  const title = element("p", "", "popup-title");
  title.append(link(`${list}${properties.code}/`, properties.title));
  const precision = reach(properties.radius_m, properties.known);
  box.append(
    title,
    element("p", [properties.when, properties.where].filter(Boolean).join(" · "), "popup-soft"),
    element("p", properties.toll),
  );
  if (precision) box.append(element("p", precision, "popup-soft"));
  return box;
}

async function incidentsAt(spot) {
  const response = await fetch(spot);
  if (!response.ok) throw new Error(`${spot} answered ${response.status}`);
  return response.json();
}

/** Several incidents at one spot: the titles and dates of the first of them, and a link to the list of all. */
export function spotPopup({ count, radius, spot, list, page }) {
  const box = element("div");
  const title = element("p", "", "popup-title");
  title.append(link(list, say("atSpot", { n: number(count) })));
  box.append(title, element("p", say("middle"), "popup-soft"));
  if (reach(radius)) box.append(element("p", reach(radius), "popup-soft"));
  incidentsAt(spot).then(
    (found) => {
      const items = found.map((row) => {
        const item = element("li");
        const said = [row.when, row.known].filter(Boolean).join(" · ");
        item.append(link(`${page}${row.code}/`, row.title), element("span", ` ${said}`, "popup-soft"));
        return item;
      });
      const shown = element("ul", "", "popup-list");
      shown.append(...items);
      box.append(shown);
      if (count > found.length) box.append(link(list, say("all", { n: number(count) })));
      box.dispatchEvent(new Event("filled"));
    },
    (error) => console.warn(error), // the link to the list stays
  );
  return box;
}
