// Scrolls the current tab into view where the tabs are wider than the screen.
for (const current of document.querySelectorAll(".tabs [aria-current], .parts [aria-current]")) {
  const row = current.closest("ul");
  row.scrollLeft = current.offsetLeft + current.offsetWidth - row.offsetLeft - row.clientWidth + 24;
}
