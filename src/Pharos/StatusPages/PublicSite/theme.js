try { document.documentElement.dataset.theme = localStorage.getItem('theme') ?? ''; } catch { /* Storage is blocked: the system's theme applies. */ }
