// Moves through a staff list by keyboard: j and k or the arrows between rows, Enter opens, / goes to the search.
// The list is [data-list], a row [data-row], its link [data-open]. A row's own keys are [data-key] on what they press;
// they work from inside the row alone, so that nothing is pressed that is not in view. A row that came back dealt with,
// [data-dealt], hands on to the next that is not [data-judged]; one that opened a form, [data-opened], to its first field.
// [data-keys] switches the letters off for those whose voice or keyboard would press them by accident; the arrows work
// only inside the list.
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

  const rowsOf = (list) => [...list.querySelectorAll('[data-row]')];
  const handOn = () => {
    const dealt = document.querySelector('[data-dealt]');
    if (dealt) {
      dealt.removeAttribute('data-dealt');
      const rows = rowsOf(dealt.closest('[data-list]'));
      const here = rows.indexOf(dealt);
      const next = [...rows.slice(here + 1), ...rows.slice(0, here)].find(
        (row) => !row.hasAttribute('data-judged'),
      );
      (next ?? dealt).querySelector('[data-open]').focus();
    }
    const opened = document.querySelector('[data-opened]');
    if (opened) {
      opened.removeAttribute('data-opened');
      const field = opened.querySelector(
        '[data-conflict] ~ form [type=submit], .has-error .input, [name=value]',
      );
      field.focus();
    }
  };
  document.addEventListener('htmx:afterSettle', () => {
    label();
    handOn();
  });
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
    if (!list) return;
    const rows = rowsOf(list);
    const row = target.closest('[data-row]');
    const pressed = [...(row?.querySelectorAll('[data-key]') ?? [])].find((one) => one.dataset.key === key);
    if (pressed && !event.repeat) {
      event.preventDefault();
      pressed.click();
      return;
    }
    if (!step[key]) return;
    const here = rows.indexOf(row);
    const next = rows[here === -1 ? (step[key] > 0 ? 0 : rows.length - 1) : here + step[key]];
    if (!next) return;
    event.preventDefault();
    next.querySelector('[data-open]')?.focus();
  });
})();
