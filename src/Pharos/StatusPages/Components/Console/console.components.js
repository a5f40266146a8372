// Drag and drop with mouse or touch. Submits the same form as the buttons next to the grip. Escape cancels.
for (const grip of document.querySelectorAll("[data-grip]")) {
  const kind = grip.dataset.grip;
  const row = grip.closest(`[data-row="${kind}"]`);
  const form = document.getElementById("move-" + kind);
  if (!row || !form) continue;
  grip.hidden = false;
  grip.addEventListener("pointerdown", start => {
    if (start.button !== 0) return;
    start.preventDefault();
    const home = row.parentElement;
    const after = row.nextElementSibling;
    const stop = new AbortController();
    // On the document, because the grip moves with its row and loses the pointer each time.
    const on = (target, type, handle) => target.addEventListener(type, handle, { signal: stop.signal });
    const end = () => {
      stop.abort();
      row.classList.remove("dragged");
    };
    row.classList.add("dragged");
    on(document, "pointermove", event => {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const other = under?.closest(`[data-row="${kind}"]`);
      if (other && other !== row) {
        const box = other.getBoundingClientRect();
        other.parentElement.insertBefore(row, event.clientY < box.top + box.height / 2 ? other : other.nextElementSibling);
      } else if (!other) {
        const list = under?.closest(`[data-sortable="${kind}"]`) ?? under?.closest(".group")?.querySelector(`[data-sortable="${kind}"]`);
        if (list && !list.contains(row)) list.append(row);
      }
    });
    on(document, "pointerup", () => {
      end();
      if (row.parentElement === home && row.nextElementSibling === after) return;
      form.elements.id.value = row.dataset.id;
      form.elements.into.value = row.parentElement.dataset.into ?? "";
      form.elements.before.value = row.nextElementSibling?.dataset.id ?? "";
      form.requestSubmit();
    });
    const back = () => {
      end();
      home.insertBefore(row, after);
    };
    on(document, "pointercancel", back);
    on(document, "keydown", event => { if (event.key === "Escape") back(); });
  });
}
