// Shows which moment a typed time is, while it is typed. Without scripts, the form shows it when it is shown again.
for (const input of document.querySelectorAll("input[data-moment]")) {
  const shown = document.getElementById(input.dataset.moment);
  const moment = shown.querySelector("[name]")?.value ?? "";
  let turn = 0;
  input.addEventListener("change", async () => {
    const mine = ++turn;
    const fields = { form_token: input.form.elements.form_token.value, name: input.name, text: input.value, moment };
    const answer = await fetch("/console/moment", { method: "POST", body: new URLSearchParams(fields) }).catch(() => null);
    if (answer?.ok && !answer.redirected && mine === turn) shown.innerHTML = await answer.text();
  });
}
