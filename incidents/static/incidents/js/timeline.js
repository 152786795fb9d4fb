// How is a period chosen on the histogram? By dragging over its bars, or with the arrow keys from bar to bar. A bar is a
// link by itself, and the days can be written beside it.

const isRightToLeft = document.documentElement.dir === "rtl";
const SVG = "http://www.w3.org/2000/svg";

class Brush {
  constructor(svg, choose) {
    this.svg = svg;
    this.choose = choose;
    this.bars = [...svg.querySelectorAll(".bar")];
    this.start = null;
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    svg.addEventListener("pointerup", () => this.release());
    svg.addEventListener("pointercancel", () => this.clear());
    // A bar is a link, which browsers would drag along, or leave marked as the place of the focus.
    for (const name of ["dragstart", "mousedown"]) svg.addEventListener(name, (event) => event.preventDefault());
    svg.addEventListener("click", (event) => this.click(event), true);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.clear());
  }

  indexAt({ clientX }) {
    const { left, right, width } = this.svg.getBoundingClientRect();
    const index = Math.floor(((isRightToLeft ? right - clientX : clientX - left) / width) * this.bars.length);
    return Math.min(Math.max(index, 0), this.bars.length - 1);
  }

  press(event) {
    if (event.button !== 0) return;
    this.wasBrushed = false;
    this.start = this.end = this.indexAt(event);
  }

  drag(event) {
    if (this.start === null) return;
    this.end = this.indexAt(event);
    if (this.end === this.start && !this.mark) return;
    // Captured only now: a press that does not move stays a click on its link.
    this.svg.setPointerCapture(event.pointerId);
    this.draw();
  }

  draw() {
    this.mark ??= this.svg.appendChild(document.createElementNS(SVG, "rect"));
    const [first, last] = this.chosen();
    const share = 100 / this.bars.length;
    this.mark.setAttribute("class", "brush");
    this.mark.setAttribute("x", `${isRightToLeft ? 100 - (last + 1) * share : first * share}%`);
    this.mark.setAttribute("width", `${(last - first + 1) * share}%`);
    this.mark.setAttribute("height", "100%");
  }

  chosen() {
    return [Math.min(this.start, this.end), Math.max(this.start, this.end)];
  }

  release() {
    if (this.mark) {
      const [first, last] = this.chosen();
      this.wasBrushed = true;
      this.choose(this.bars[first].dataset.from, this.bars[last].dataset.to);
    }
    this.clear();
  }

  clear() {
    this.mark?.remove();
    this.mark = this.start = null;
  }

  /** The click that ends a drag is no click on the link beneath it. */
  click(event) {
    if (!this.wasBrushed) return;
    this.wasBrushed = false;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** One stop for the tab key, arrows from bar to bar: a hundred links are no way through a page. */
function walkByArrows(svg) {
  const links = [...svg.querySelectorAll("a.bar")];
  const moveTo = (link) => {
    for (const each of links) each.setAttribute("tabindex", each === link ? "0" : "-1");
  };
  if (links.length) moveTo(links[0]);
  svg.addEventListener("keydown", (event) => {
    const onward = isRightToLeft ? -1 : 1;
    const step = { ArrowRight: onward, ArrowLeft: -onward, Home: -Infinity, End: Infinity }[event.key];
    const at = links.indexOf(document.activeElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = links[Math.min(Math.max(at + step, 0), links.length - 1)];
    moveTo(next);
    next.focus();
  });
}

/** `choose` is called with the first and the last day of the bars that were dragged over. */
export function enlivenBars(svg, choose) {
  new Brush(svg, choose);
  walkByArrows(svg);
}
