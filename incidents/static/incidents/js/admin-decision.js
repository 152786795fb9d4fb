// How much is still to be decided? Counts it beside the button, and takes one coder's side for all that is open in a
// section when asked to.

const form = document.querySelector("[data-decision]");
const told = form.querySelector("[data-undecided]");

const questions = (part) => [...part.querySelectorAll("fieldset.question")];
const radios = (question) => [...question.querySelectorAll("input[type=radio]")];
const isOpen = (question) => !radios(question).some((radio) => radio.checked);

function count() {
  const open = questions(form).filter(isOpen).length;
  told.textContent = open ? `${open} of ${questions(form).length} still to be decided` : "Everything is decided";
}

/** A row that only the other coder has is left out. */
function sideOf(question, side) {
  const found = radios(question).find((radio) => radio.value === side);
  return found ?? radios(question).find((radio) => radio.value === "none");
}

for (const part of form.querySelectorAll("[data-section]")) {
  const buttons = [...part.querySelectorAll("button[data-take]")];
  if (!questions(part).length || !buttons.length) continue;
  buttons[0].closest(".takes").hidden = false;
  for (const button of buttons) {
    button.addEventListener("click", () => {
      for (const question of questions(part).filter(isOpen)) sideOf(question, button.dataset.take)?.click();
    });
  }
}

form.addEventListener("change", count);
count();
