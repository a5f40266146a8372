// Sets all components of a section at once, and filters long lists.
for (const picker of document.querySelectorAll(".picker")) {
  picker.addEventListener("change", event => {
    const { target } = event;
    if (!target.hasAttribute("data-all")) return;
    const section = target.closest("[data-section]").dataset.section;
    for (const line of picker.querySelectorAll(`[data-of="${section}"]`)) {
      const choice = line.querySelector(`input[value="${target.value}"]`);
      if (choice && !line.hidden) choice.checked = true;
    }
    target.checked = false;
  });
  const filter = picker.querySelector("[data-pick-filter]");
  if (!filter) continue;
  filter.hidden = false;
  filter.addEventListener("keydown", e => { if (e.key === "Enter") e.preventDefault(); });
  filter.addEventListener("input", () => {
    const wanted = filter.value.trim().toLowerCase();
    for (const line of picker.querySelectorAll("[data-name]")) line.hidden = wanted !== "" && !line.dataset.name.toLowerCase().includes(wanted);
  });
}
