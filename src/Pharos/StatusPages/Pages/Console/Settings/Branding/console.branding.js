// Updates the preview while the form is edited. Images are only shown in <img>, which runs no scripts in them.
for (const form of document.querySelectorAll("form[data-branding]")) {
  const chosen = new Map();
  const before = new Map();
  for (const image of document.querySelectorAll("[data-shows]")) {
    const [first] = image.dataset.shows.split(" ");
    if (!before.has(first)) before.set(first, image.hidden ? "" : image.src);
  }
  const show = () => {
    for (const image of document.querySelectorAll("[data-shows]")) {
      const source = image.dataset.shows.split(" ").map(name => chosen.has(name) ? chosen.get(name) : before.get(name)).find(s => s);
      image.hidden = !source;
      if (source) image.src = source;
    }
  };
  for (const input of form.querySelectorAll("input[data-picture]")) {
    const name = input.dataset.picture;
    const says = form.querySelector(`[data-says="${name}"]`);
    input.addEventListener("change", () => {
      const file = input.files[0];
      const tooLarge = file && file.size > Number(input.dataset.most);
      says.hidden = !tooLarge;
      says.textContent = tooLarge ? input.dataset.tooLarge.replace("{0}", Math.ceil(file.size / 1024)) : "";
      if (!file || tooLarge) {
        chosen.delete(name);
        return show();
      }
      const reader = new FileReader();
      reader.addEventListener("load", () => {
        if (reader.result.startsWith("data:image/")) chosen.set(name, reader.result);
        show();
      });
      reader.readAsDataURL(file);
    });
    form.querySelector(`[data-remove="${name}"]`)?.addEventListener("change", event => {
      if (event.target.checked) chosen.set(name, "");
      else chosen.delete(name);
      show();
    });
  }
  const names = [...form.querySelectorAll("input[name=link_name]")];
  for (const input of names)
    input.addEventListener("input", () => {
      for (const line of document.querySelectorAll("[data-links]")) line.textContent = names.map(n => n.value.trim()).filter(n => n).join("  ");
    });
}
