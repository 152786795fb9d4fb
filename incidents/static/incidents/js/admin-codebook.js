// What does the chosen code mean? Shows its definition under each coded select, and the whole list on request.

const book = JSON.parse(document.getElementById("codebook")?.textContent ?? "{}");

function element(tag, attributes = {}, ...children) {
  const node = Object.assign(document.createElement(tag), attributes);
  node.append(...children);
  return node;
}

const definitionOf = (select) => {
  const term = book[select.dataset.vocabulary]?.terms.find(([code]) => code === select.value);
  return term ? term[2] : "";
};

function showDefinition(select) {
  const shown = select.parentElement.querySelector(":scope > .definition > .definition-text");
  if (shown) shown.textContent = definitionOf(select);
}

let dialog;

function openList(select) {
  const { title, description, terms } = book[select.dataset.vocabulary];
  dialog ??= document.body.appendChild(element("dialog", { className: "codebook" }));
  const offered = new Set([...select.options].map((option) => option.value));
  const list = element("ul");
  for (const [code, label, definition] of terms.filter(([code]) => offered.has(code))) {
    const choose = element("button", { type: "button", textContent: label });
    choose.addEventListener("click", () => {
      select.value = code;
      select.dispatchEvent(new Event("change", { bubbles: true }));
      dialog.close();
      select.focus();
    });
    if (code === select.value) choose.setAttribute("aria-current", "true");
    list.append(element("li", {}, choose, element("span", { textContent: ` ${definition}` })));
  }
  const close = element("button", { type: "button", className: "codebook-close", textContent: "Close" });
  close.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(element("h2", { textContent: title }), element("p", { textContent: description }), list, close);
  dialog.setAttribute("aria-label", title);
  dialog.showModal();
}

function decorate(select) {
  const vocabulary = book[select.dataset.vocabulary];
  if (!vocabulary || select.name.includes("__prefix__")) return;
  if (!select.parentElement.querySelector(":scope > .definition")) {
    const open = element("button", { type: "button", className: "definition-list", textContent: "all codes" });
    open.setAttribute("aria-label", `All codes of ${vocabulary.title}, with definitions`);
    select.after(element("div", { className: "definition" }, element("span", { className: "definition-text" }), " ", open));
  }
  showDefinition(select);
}

document.addEventListener("change", ({ target }) => target.matches?.("select[data-vocabulary]") && showDefinition(target));
document.addEventListener("click", ({ target }) => {
  if (target.matches?.(".definition-list")) openList(target.closest(".definition").previousElementSibling);
});
document.addEventListener("formset:added", ({ target }) => target.querySelectorAll("select[data-vocabulary]").forEach(decorate));
document.querySelectorAll("select[data-vocabulary]").forEach(decorate);
