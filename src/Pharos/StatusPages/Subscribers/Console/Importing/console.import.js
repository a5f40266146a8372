// Says that something is under way which may take long, and goes on by itself where it comes in parts.
for (const form of document.querySelectorAll("form[data-progress]")) {
  const says = document.getElementById(form.dataset.progress);
  form.addEventListener("submit", () => {
    if (says) says.hidden = false;
    // Not before the form is on its way: what is disabled is not sent.
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; }, 0);
  });
  if (form.dataset.continue) form.requestSubmit();
}
addEventListener("pageshow", event => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll("form[data-progress] button")) button.disabled = false;
});
