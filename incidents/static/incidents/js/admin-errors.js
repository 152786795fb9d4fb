// Where is the first error? Makes the note above a refused form lead there.

function targetOf(list) {
  const box = list.closest(".fieldBox, .form-row, td") ?? list.parentElement;
  return box.querySelector("input:not([type='hidden']), select, textarea") ?? list;
}

const note = document.querySelector(".errornote");
const list = [...document.querySelectorAll("form .errorlist")].find((each) => !each.closest(".empty-form"));
if (note && list) {
  const target = targetOf(list);
  target.id ||= "first-error";
  const link = Object.assign(document.createElement("a"), { href: `#${target.id}`, textContent: "Go to the first one" });
  link.addEventListener("click", (event) => {
    event.preventDefault(); // a jump to the field would leave what is said of it above the edge
    for (let row = target.closest("details"); row; row = row.parentElement.closest("details")) row.open = true;
    list.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  });
  note.append(" ", link);
  note.scrollIntoView({ block: "nearest" });
}
