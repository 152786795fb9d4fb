// Take theirs: puts the stored value into the form, where it can still be changed before saving.

function setSelect(select, values, label) {
  for (const value of values.filter(Boolean)) {
    if (![...select.options].some((option) => option.value === value)) select.append(new Option(label, value));
  }
  for (const option of select.options) option.selected = values.includes(option.value);
  window.django?.jQuery(select).trigger("change");
}

function setInput(input, value) {
  if (input.type === "checkbox") input.checked = value === "True" || value === "on";
  else input.value = value;
}

document.addEventListener("click", ({ target }) => {
  if (!target.matches?.(".take-theirs")) return;
  const { input, value, label } = target.dataset;
  const control = document.querySelector(`[name="${CSS.escape(input)}"]`);
  const stored = JSON.parse(value);
  if (!control) return;
  if (control.tagName === "SELECT") setSelect(control, [stored].flat(), label);
  else setInput(control, stored);
  control.dispatchEvent(new Event("change", { bubbles: true }));
  target.textContent = "Taken";
  target.disabled = true;
});
