// Small comforts: the visitor's own time on hover, and a page that renews itself while it is looked at.
(() => {
  const own = root => root.querySelectorAll('time[datetime]').forEach(t => {
    t.title = new Date(t.dateTime).toLocaleString(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'short' });
  });
  own(document);
  setInterval(async () => {
    if (document.hidden || !document.getElementById('state')) return;
    // What somebody is typing is not taken away.
    if ([...document.querySelectorAll('#main input:not([type=hidden])')].some(i => i.value || i === document.activeElement)) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok) return;
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const state = document.getElementById('state'), main = document.getElementById('main'), fresh = next.getElementById('main');
      if (!fresh || fresh.innerHTML === main.dataset.last) return;
      if (main.dataset.last === undefined && fresh.textContent === main.textContent) { main.dataset.last = fresh.innerHTML; return; }
      main.dataset.last = fresh.innerHTML;
      const said = next.getElementById('state');
      if (said) { state.className = said.className; state.innerHTML = said.innerHTML; said.replaceWith(state); }
      main.replaceChildren(...fresh.childNodes);
      document.title = next.title;
      own(main);
    } catch { /* Offline: what is shown stays. */ }
  }, 60000);
})();
