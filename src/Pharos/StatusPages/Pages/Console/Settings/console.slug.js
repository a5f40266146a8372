// Proposes a slug from the page's name until the user edits it, and shows what a typed one becomes. The server knows how.
for (const form of document.querySelectorAll("form[data-slug-from]")) {
  const name = document.getElementById(form.dataset.slugFrom);
  const slug = document.getElementById(form.dataset.slugTo);
  if (!name || !slug) continue;
  let own = slug.value !== "";
  let latest = 0;
  async function propose(text) {
    const turn = ++latest;
    const answer = await fetch(form.dataset.slugAt + "?name=" + encodeURIComponent(text.slice(0, 255)));
    // An earlier answer may arrive later.
    if (answer.ok && turn === latest) slug.value = await answer.text();
  }
  slug.addEventListener("input", () => { own = slug.value !== ""; });
  slug.addEventListener("change", () => { if (own) propose(slug.value); });
  let wait;
  name.addEventListener("input", () => {
    clearTimeout(wait);
    if (!own) wait = setTimeout(() => propose(name.value), 150);
  });
}
