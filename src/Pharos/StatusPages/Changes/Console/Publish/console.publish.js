// Updates the summary and the text preview while the form is filled in. Without scripts, the Preview button does the
// same.
(() => {
  const send = async (address, fields) => {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(fields) });
    return answer.ok && !answer.redirected ? answer.text() : null;
  };
  const later = (run, ms) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(run, ms); };
  };
  for (const form of document.querySelectorAll("form[data-look]")) {
    const outlook = form.querySelector("#outlook");
    let turn = 0;
    form.addEventListener("change", later(async () => {
      const mine = ++turn;
      const html = await send(form.dataset.look, new FormData(form)).catch(() => null);
      if (html !== null && mine === turn) outlook.innerHTML = html;
    }, 150));
  }
  for (const text of document.querySelectorAll("textarea[data-preview]")) {
    const shown = document.getElementById(text.dataset.preview);
    const token = text.form.elements.form_token;
    text.addEventListener("input", later(async () => {
      const html = text.value.trim() ? await send("/console/preview", { form_token: token.value, text: text.value }).catch(() => null) : "";
      if (html === null) return;
      shown.innerHTML = html;
      shown.hidden = html === "";
    }, 250));
  }
  // The state that ends an event proposes what goes with it: a text, operational components, no next update.
  for (const form of document.querySelectorAll("form[data-ends]")) {
    const { message } = form.elements, { ends, endsText } = form.dataset;
    let ended = false;
    form.addEventListener("change", e => {
      if (e.target.name !== "status" || (e.target.value === ends) === ended) return;
      ended = !ended;
      if (ended && !message.value.trim()) message.value = endsText;
      else if (!ended && message.value === endsText) message.value = message.defaultValue;
      message.dispatchEvent(new Event("input"));
      for (const radio of form.querySelectorAll("input[type=radio]:not([name=status], [data-all])")) {
        const proposed = radio.name === "next" ? "0" : "operational";
        const line = form.elements[radio.name];
        // Components that the event does not affect stay as they are.
        if (radio.name !== "next" && [...line].some(r => r.value === "")) continue;
        radio.checked = ended ? radio.value === proposed : radio.defaultChecked;
      }
    });
  }
  // Buttons that press another field's button.
  for (const button of document.querySelectorAll("button[data-when]")) {
    button.classList.add("visually-hidden");
    button.form.elements[button.dataset.when].addEventListener("change", () => button.form.requestSubmit(button));
  }
  // Closes a panel below a button on a click elsewhere.
  for (const details of document.querySelectorAll("details.menu")) {
    document.addEventListener("click", e => { if (!details.contains(e.target)) details.open = false; });
    details.addEventListener("keydown", e => { if (e.key === "Escape") { details.open = false; details.querySelector("summary").focus(); } });
  }
})();
