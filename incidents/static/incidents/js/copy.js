// How does a reader take a text along? A button that copies it; without scripts the text can be selected as ever.

for (const button of document.querySelectorAll("[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  const status = document.getElementById("copied");
  if (!navigator.clipboard) continue; // there on secure pages only
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent.trim());
      status.textContent = button.dataset.done;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
}
