// Moves through a staff list by keyboard: j and k or the arrows between rows, Enter opens, / goes to the search.
// The list is [data-list], a row [data-row], its link [data-open]. [data-keys] switches the letters off for those
// whose voice or keyboard would press them by accident; the arrows work only inside the list.
(() => {
  const off = () => localStorage.getItem('keys') === 'off';
  const label = () => {
    for (const button of document.querySelectorAll('[data-keys]')) {
      button.hidden = false;
      button.textContent = off() ? button.dataset.off : button.dataset.on;
    }
  };
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-keys]')) return;
    localStorage.setItem('keys', off() ? 'on' : 'off');
    label();
  });
  document.addEventListener('htmx:afterSettle', label);
  label();

  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    if (target.isContentEditable || target.matches('select, textarea, input:not([type=checkbox])')) return;
    const letter = key.length === 1;
    if (letter && off()) return;

    if (key === '/') {
      const search = document.querySelector('[data-list-search]');
      if (!search) return;
      event.preventDefault();
      search.focus();
      search.select();
      return;
    }
    const list = target.closest('[data-list]') ?? (letter ? document.querySelector('[data-list]') : null);
    if (!list || !step[key]) return;
    const rows = [...list.querySelectorAll('[data-row]')];
    const here = rows.indexOf(target.closest('[data-row]'));
    const next = rows[here === -1 ? (step[key] > 0 ? 0 : rows.length - 1) : here + step[key]];
    if (!next) return;
    event.preventDefault();
    next.querySelector('[data-open]').focus();
  });
})();
