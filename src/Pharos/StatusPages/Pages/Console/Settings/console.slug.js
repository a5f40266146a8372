// Suggests a slug from the page's name until the user edits it. The server derives the same slug if it is empty.
for (const form of document.querySelectorAll("form[data-slug-from]")) {
  const name = document.getElementById(form.dataset.slugFrom);
  const slug = document.getElementById(form.dataset.slugTo);
  if (!name || !slug) continue;
  const suggestion = () => name.value.toLowerCase().normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
  let own = slug.value !== "" && slug.value !== suggestion();
  slug.addEventListener("input", () => { own = slug.value !== ""; });
  name.addEventListener("input", () => { if (!own) slug.value = suggestion(); });
}
