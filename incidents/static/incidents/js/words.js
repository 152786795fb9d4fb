// What does the map say, in the language of the page? The words stand in the page (_map_words.html), the digits are Latin
// in every language: they are compared with the data.

const words = document.getElementById("map-words").dataset;

export const number = (count) => count.toLocaleString("en");

/** The text of that name, what stands in braces replaced by `values`. */
export const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

export const isRightToLeft = document.documentElement.dir === "rtl";

/** Whom the base map is from, as HTML; the words come from our own page and not from a reader. */
export const credit = `${words.baseMap} <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>`;
