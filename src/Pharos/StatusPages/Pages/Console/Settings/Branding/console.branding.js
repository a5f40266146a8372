// Shows the page in the frames as the form would make it, while the form is edited.
for (const form of document.querySelectorAll("form[data-branding]")) {
  const { action } = form, frames = [...document.querySelectorAll("iframe[name^=preview-]")];
  let soon;
  const show = () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      for (const frame of frames) {
        // The address of the frame stays the same, so that this adds nothing to the browser's history.
        form.action = frame.getAttribute("src");
        form.target = frame.name;
        form.submit();
      }
      form.action = action;
      form.target = "";
    }, 400);
  };
  form.addEventListener("input", show);
  form.addEventListener("change", show);
  form.querySelector("[formtarget]").hidden = true;
  for (const input of form.querySelectorAll("input[data-picture]")) {
    const says = form.querySelector(`[data-says="${input.dataset.picture}"]`);
    input.addEventListener("change", () => {
      const tooLarge = input.files[0]?.size > Number(input.dataset.most);
      says.hidden = !tooLarge;
      says.textContent = tooLarge ? input.dataset.tooLarge.replace("{0}", Math.ceil(input.files[0].size / 1024)) : "";
    });
  }
  for (const picker of form.querySelectorAll("[data-color]")) {
    const text = form.elements[picker.dataset.color];
    const take = () => { if (/^#[0-9a-f]{6}$/i.test(text.value.trim())) picker.value = text.value.trim(); };
    picker.hidden = false;
    picker.addEventListener("input", () => { text.value = picker.value; });
    text.addEventListener("input", take);
    take();
  }
}
