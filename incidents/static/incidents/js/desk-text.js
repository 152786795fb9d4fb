// Which words are selected, and where do the quotes stand? Positions count code points of the article's text.

const length = (text) => [...text].length;

/** The UTF-16 offset of a code point in a text. */
function offsetOf(text, points) {
  let offset = 0;
  for (let left = points; left > 0 && offset < text.length; left -= 1) offset += text.codePointAt(offset) > 0xffff ? 2 : 1;
  return offset;
}

export class TextPane {
  constructor(pane) {
    this.pane = pane;
    this.lines = [...pane.querySelectorAll("p[data-start]")].map((line) => ({
      line, start: Number(line.dataset.start), end: Number(line.dataset.start) + length(line.textContent),
    }));
    this.held = null;
    document.addEventListener("selectionchange", () => this.remember());
    pane.addEventListener("keydown", (event) => this.move(event));
  }

  /** The selected words as {start, end}; what was selected last, while the coder works beside the text. */
  selection() {
    this.remember();
    return this.held;
  }

  remember() {
    const selection = getSelection();
    if (!selection.rangeCount || !this.pane.contains(selection.anchorNode)) return;
    this.held = selection.isCollapsed ? null : this.positions(selection.getRangeAt(0));
    this.paint("desk-held", this.held ? [this.held] : []);
  }

  forget() {
    this.held = null;
    this.paint("desk-held", []);
    const selection = getSelection();
    if (this.pane.contains(selection.anchorNode) && !selection.isCollapsed) selection.collapseToEnd();
  }

  positions(range) {
    const crossed = this.lines.filter(({ line }) => range.intersectsNode(line));
    if (!crossed.length) return null;
    const [first, last] = [crossed[0], crossed.at(-1)];
    const start = first.line.contains(range.startContainer) ? this.within(first, range.startContainer, range.startOffset) : first.start;
    const end = last.line.contains(range.endContainer) ? this.within(last, range.endContainer, range.endOffset) : last.end;
    return start < end ? { start, end } : null;
  }

  within({ line, start }, node, offset) {
    const before = document.createRange();
    before.setStart(line, 0);
    before.setEnd(node, offset);
    return start + length(before.toString());
  }

  /** The DOM range of a span; null where the text has no such place. */
  range({ start, end }) {
    const first = this.lines.find((each) => start < each.end);
    const last = this.lines.findLast((each) => end > each.start);
    if (!first || !last || end <= start) return null;
    const range = document.createRange();
    range.setStart(first.line.firstChild, offsetOf(first.line.textContent, Math.max(0, start - first.start)));
    range.setEnd(last.line.firstChild, offsetOf(last.line.textContent, Math.min(end, last.end) - last.start));
    return range;
  }

  /** Paints spans under a name that the style sheet knows; the text itself is not touched. */
  paint(name, spans) {
    if (!CSS.highlights) return;
    CSS.highlights.set(name, new Highlight(...spans.map((span) => this.range(span)).filter(Boolean)));
  }

  paintQuotes(spans) {
    this.spans = spans;
    for (const kind of new Set(["incident", ...spans.map((span) => span.kind)])) {
      this.paint(`desk-${kind}`, spans.filter((span) => span.kind === kind && span.stance !== "contradicts"));
    }
    this.paint("desk-against", spans.filter((span) => span.stance === "contradicts"));
  }

  show(span) {
    const range = this.range(span);
    if (!range) return;
    this.paint("desk-shown", [span]);
    const box = range.getBoundingClientRect();
    const pane = this.pane.getBoundingClientRect();
    if (box.top < pane.top || box.bottom > pane.bottom) this.pane.scrollBy({ top: box.top - pane.top - pane.height / 3 });
  }

  /** The quotes that cover the place of a click. */
  at(event) {
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const range = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, offset] = caret ? [caret.offsetNode, caret.offset] : [range?.startContainer, range?.startOffset];
    const found = node && this.lines.find(({ line }) => line.contains(node));
    if (!found) return [];
    const place = this.within(found, node, offset);
    return (this.spans ?? []).filter((span) => span.start <= place && place < span.end);
  }

  /** Arrow keys move a caret through the text and, with Shift, select: no page of its own has to be editable for it. */
  move(event) {
    const moves = {
      ArrowLeft: ["left", "character", "word"], ArrowRight: ["right", "character", "word"],
      ArrowUp: ["backward", "line", "paragraph"], ArrowDown: ["forward", "line", "paragraph"],
      Home: ["backward", "lineboundary", "documentboundary"], End: ["forward", "lineboundary", "documentboundary"],
    };
    const found = moves[event.key];
    if (!found || event.altKey || event.metaKey) return;
    const selection = getSelection();
    if (!this.pane.contains(selection.anchorNode) && this.lines.length) selection.collapse(this.lines[0].line.firstChild, 0);
    event.preventDefault();
    selection.modify(event.shiftKey ? "extend" : "move", found[0], event.ctrlKey ? found[2] : found[1]);
    this.showCaret(selection);
  }

  showCaret(selection) {
    const caret = document.createRange();
    caret.setStart(selection.focusNode, selection.focusOffset);
    const [box, pane] = [caret.getBoundingClientRect(), this.pane.getBoundingClientRect()];
    if (box.height && (box.top < pane.top || box.bottom > pane.bottom)) this.pane.scrollBy({ top: box.top - pane.top - pane.height / 2 });
    if (selection.isCollapsed) this.paintCaret(selection);
    else this.paint("desk-caret", []);
  }

  /** A caret is not drawn in text that cannot be edited: the character after it is marked instead. */
  paintCaret({ focusNode, focusOffset }) {
    const found = this.lines.find(({ line }) => line.contains(focusNode));
    if (!found) return;
    const place = this.within(found, focusNode, focusOffset);
    this.paint("desk-caret", [{ start: place, end: Math.min(place + 1, found.end) }]);
  }
}
