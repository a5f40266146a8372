// Ticks all incidents of the list at once. Without a script, each has its own checkbox.
document.addEventListener("change", event => {
  const name = event.target.dataset?.all;
  if (!name) return;
  for (const box of document.getElementsByName(name)) box.checked = event.target.checked;
});
const showAll = () => document.querySelectorAll("[data-all]").forEach(box => { box.closest("label").hidden = false; });
showAll();
document.addEventListener("refreshed", showAll);
