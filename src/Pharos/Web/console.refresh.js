// Reads the page again while parts of it say that they are not finished, and replaces those parts. A part in which the
// user has ticked something, is typing or has the focus, waits.
(() => {
  let wait = 1000;
  const next = () => document.querySelector("[data-refresh]") && setTimeout(read, wait = Math.min(wait * 1.5, 15000));
  const isInUse = part => part.contains(document.activeElement) || part.querySelector("input:checked");
  const read = async () => {
    try {
      const answer = document.hidden ? null : await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer?.redirected) return; // Signed out.
      const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
      for (const part of fresh ? document.querySelectorAll("[data-refresh]") : []) {
        const now = fresh.getElementById(part.id);
        if (isInUse(part)) continue;
        const open = [...part.querySelectorAll("details")].map(one => one.open);
        if (now) part.innerHTML = now.innerHTML;
        part.querySelectorAll("details").forEach((one, i) => { one.open = open[i] ?? one.open; });
        if (!now?.hasAttribute("data-refresh")) part.removeAttribute("data-refresh");
      }
      document.dispatchEvent(new Event("refreshed"));
    } catch { /* Offline: try again. */ }
    next();
  };
  next();
})();
