// Shows progress while a long import runs, and submits the next part automatically.
for (const form of document.querySelectorAll("form[data-progress]")) {
  const says = document.getElementById(form.dataset.progress);
  form.addEventListener("submit", () => {
    if (says) says.hidden = false;
    // Deferred, because disabled buttons are not submitted with the form.
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }, 0);
  });
  if (form.dataset.continue) form.requestSubmit();
}
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("form[data-progress] button")) button.disabled = false;
});
