// Filters a long list of checkboxes by the typed text; ticked ones stay visible. Without a script, the whole list is
// shown.
for (const filter of document.querySelectorAll("input[data-filter]")) {
  const boxes = [...document.querySelectorAll(`#${filter.dataset.filter} .tick`)];
  filter.hidden = false;
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const box of boxes) {
      box.hidden = !box.textContent.toLowerCase().includes(wanted) && !box.querySelector("input").checked;
    }
  });
  // Enter must not submit the form.
  filter.addEventListener("keydown", event => { if (event.key === "Enter") event.preventDefault(); });
}
