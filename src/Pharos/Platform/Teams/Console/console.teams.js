// Narrows a long list of boxes to those whose text has what is typed; ticked ones stay in sight. Without a script the whole list is there.
for (const filter of document.querySelectorAll("input[data-filter]")) {
  const boxes = [...document.querySelectorAll(`#${filter.dataset.filter} .tick`)];
  filter.hidden = false;
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const box of boxes) {
      box.hidden = !box.textContent.toLowerCase().includes(wanted) && !box.querySelector("input").checked;
    }
  });
  // Enter is for finding here, not for sending the form.
  filter.addEventListener("keydown", event => { if (event.key === "Enter") event.preventDefault(); });
}
