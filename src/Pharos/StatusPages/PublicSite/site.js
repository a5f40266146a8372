// Adds local times and instant tooltips, and refreshes the page while it is visible.
(() => {
  // The reader's own variant of the page's language decides how dates and hours look.
  const lang = document.documentElement.lang, main = document.getElementById('main');
  const locale = navigator.languages.find(l => l.split('-')[0] === lang.split('-')[0]) ?? lang;
  const month = lang === 'en' ? 'short' : 'long';
  const form = { year: 'numeric', month, day: 'numeric', hour: '2-digit', minute: '2-digit' };
  const moment = new Intl.DateTimeFormat(locale, form);
  const zoned = new Intl.DateTimeFormat(locale, { ...form, timeZoneName: 'shortOffset' });
  let last = main.innerHTML, quiet = [];

  const prepare = () => {
    for (const d of main.querySelectorAll('details[id]')) d.served = d.open;
    for (const t of main.querySelectorAll('time')) t.title = zoned.format(new Date(t.dateTime)).replace(/GMT([-+]?)/, (_, sign) => 'UTC' + (sign === '-' ? '−' : sign)); // As the page writes zones.
    for (const fact of main.querySelectorAll('[data-own]')) {
      const [from, to] = [...fact.querySelectorAll('time')].map(t => new Date(t.dateTime));
      if (-from.getTimezoneOffset() === +fact.dataset.offset) continue;
      const own = document.createElement('li');
      own.className = fact.className;
      own.textContent = fact.dataset.own.replace('{0}', to ? moment.formatRange(from, to) : moment.format(from));
      fact.after(own);
    }
    // Replaces the browser's own tooltips, which appear late and would cover ours.
    const days = document.getElementById('days');
    if (days) quiet = [...days.querySelectorAll('title')].map(t => t.textContent);
    for (const t of main.querySelectorAll('.bars title, #days title')) {
      t.parentNode.setAttribute(t.parentNode.matches('a') ? 'aria-label' : 'data-says', t.textContent);
      t.remove();
    }
  };

  const tip = document.createElement('div');
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('aria-hidden', 'true');
  document.body.append(tip);
  const show = e => {
    const bars = e.target.closest?.('.bars');
    if (!bars) { tip.hidden ||= !tip.contains(e.target); return; }
    const box = bars.getBoundingClientRect(), pitch = box.width / quiet.length;
    const day = Math.min(quiet.length - 1, Math.max(0, Math.floor((e.clientX - box.left) / pitch)));
    const said = (e.target.closest('a')?.getAttribute('aria-label') ?? e.target.dataset.says ?? quiet[day]).split(' · ');
    tip.replaceChildren(...said.map((line, i) => Object.assign(document.createElement(i ? 'p' : 'strong'), { textContent: line })));
    tip.hidden = false;
    const left = box.left + (day + 0.5) * pitch - tip.offsetWidth / 2;
    tip.style.left = Math.max(8, Math.min(left, document.documentElement.clientWidth - tip.offsetWidth - 8)) + scrollX + 'px';
    tip.style.top = (box.top > tip.offsetHeight + 8 ? box.top - tip.offsetHeight - 4 : box.bottom + 4) + scrollY + 'px';
  };
  for (const event of ['pointermove', 'pointerdown']) document.addEventListener(event, show);
  document.documentElement.addEventListener('pointerleave', () => { tip.hidden = true; });
  const panels = keep => { for (const p of document.querySelectorAll('.panel[open]')) p.open = p === keep; };
  document.addEventListener('keydown', e => {
    if (e.key !== 'Escape') return;
    tip.hidden = true;
    document.activeElement.closest('.panel[open]')?.querySelector('summary').focus();
    panels();
  });
  document.addEventListener('click', e => {
    panels(e.target.closest('.panel'));
    // Browsers that do not open a disclosure for a link into it.
    const day = e.target.closest('.bars a');
    if (day) document.getElementById(day.getAttribute('href').slice(1)).closest('details').open = true;
  });

  const theme = document.querySelector('.theme'), root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  theme.hidden = false;
  theme.addEventListener('click', () => {
    const next = (root.dataset.theme || (dark.matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next === (dark.matches ? 'dark' : 'light') ? '' : next;
    try { localStorage.setItem('theme', root.dataset.theme); } catch { /* Until the page is left. */ }
  });

  // Refreshing must not disturb the visitor: open elements stay open, the focus stays where it is.
  const put = next => {
    const fresh = next.getElementById('main'), state = document.getElementById('state'), said = next.getElementById('state');
    // What was opened or closed by hand stays so; everything else is as the new page wants it.
    const open = new Map([...main.querySelectorAll('details[id]')].filter(d => d.open !== d.served).map(d => [d.id, d.open]));
    const focus = main.contains(document.activeElement) ? document.activeElement : null;
    if (state && said && state.parentNode === main) {
      // The live region stays in the document: a newly inserted one is not announced.
      const nodes = [...fresh.childNodes], at = nodes.indexOf(said);
      while (main.firstChild !== state) main.firstChild.remove();
      while (state.nextSibling) state.nextSibling.remove();
      state.before(...nodes.slice(0, at));
      state.after(...nodes.slice(at + 1));
      state.className = said.className;
      if (state.textContent !== said.textContent) state.innerHTML = said.innerHTML;
    } else main.replaceChildren(...fresh.childNodes);
    prepare();
    for (const d of main.querySelectorAll('details[id]')) d.open = open.get(d.id) ?? d.open;
    if (focus && !main.contains(focus)) {
      const own = focus.closest('details[id]')?.id, link = focus.getAttribute('href');
      (link ? [...main.querySelectorAll('a')].find(a => a.getAttribute('href') === link) : own && document.getElementById(own)?.querySelector('summary'))?.focus({ preventScroll: true });
    }
    document.title = next.title;
    document.querySelector('link[rel=icon]').href = next.querySelector('link[rel=icon]').href;
  };

  prepare();
  setInterval(async () => {
    if (document.hidden || !document.getElementById('state')) return;
    // Keeps what the visitor is typing.
    if ([...document.querySelectorAll('#main input:not([type=hidden])')].some(i => i.value || i === document.activeElement)) return;
    try {
      const answer = await fetch(location.href, { cache: 'no-cache', headers: { accept: 'text/html' } });
      if (answer.redirected) { location.reload(); return; } // Signed out.
      if (!answer.ok) return;
      const next = new DOMParser().parseFromString(await answer.text(), 'text/html'), fresh = next.getElementById('main');
      const typed = [...main.querySelectorAll('input, textarea, select')].some(i => i === document.activeElement || (i.value ?? '') !== (i.defaultValue ?? i.value));
      if (!fresh || fresh.innerHTML === last || typed) return;
      last = fresh.innerHTML;
      put(next);
    } catch { /* Offline: keep the page as it is. */ }
  }, 60000);
})();
