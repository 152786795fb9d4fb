// What does a marker say when it is opened? Text goes in as text, never as markup.

const MOST_LISTED = 30;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  if (className) made.className = className;
  made.dir = "auto";
  return made;
}

function link(href, text) {
  const made = element("a", text);
  made.href = href;
  return made;
}

/** One incident: title, when, where and how precisely, toll. `list` is the address of the list of incidents. */
export function incidentPopup(properties, list) {
  const box = element("div");
  const title = element("p", "", "popup-title");
  title.append(link(`${list}${properties.code}/`, properties.title));
  const precision = properties.radius_m > 1000 ? `Somewhere within about ${Math.round(properties.radius_m / 1000)} km` : "";
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

/** Several incidents at one spot: their titles and dates where they are few, always a link to the list of them. */
export function spotPopup({ count, spot, list, page }) {
  const box = element("div");
  const title = element("p", "", "popup-title");
  title.append(link(list, `${count.toLocaleString("en")} incidents at this spot`));
  box.append(title, element("p", "Often the middle of a town or province, used where no better place is known.", "popup-soft"));
  if (count <= MOST_LISTED) {
    incidentsAt(spot).then(
      (found) => {
        const items = found.map((row) => {
          const item = element("li");
          item.append(link(`${page}${row.code}/`, row.title), element("span", ` ${row.when}`, "popup-soft"));
          return item;
        });
        const shown = element("ul", "", "popup-list");
        shown.append(...items);
        box.append(shown);
        box.dispatchEvent(new Event("filled"));
      },
      (error) => console.warn(error), // the link to the list stays
    );
  }
  return box;
}
