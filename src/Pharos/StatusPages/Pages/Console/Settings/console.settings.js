// On a phone the rows of tabs are wider than the screen: the one that is open is in sight.
for (const current of document.querySelectorAll(".tabs [aria-current], .parts [aria-current]")) {
  const row = current.closest("ul");
  row.scrollLeft = current.offsetLeft + current.offsetWidth - row.offsetLeft - row.clientWidth + 24;
}
