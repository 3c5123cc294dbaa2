// Shows what the answers so far ask for and hides the rest, without the server: data-when="outcome=cancelled|moved;coverage=full".
// What is folded away opens as soon as it is asked for: data-open-when="actions=witness|expert". It never closes by itself.
(() => {
  // "late" is asked of nobody: it began more than a quarter of an hour after the hour that was set.
  const report = document.querySelector('[data-report]');
  const inMinutes = (time) => {
    const [, hours, rest] = /^\s*(\d{1,2})[:.](\d{2})\s*$/.exec(time) || [];
    return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(rest);
  };
  const isLate = () =>
    inMinutes(report?.querySelector('[name=startedAt]')?.value) > inMinutes(report?.dataset.lateAfter);
  const answersTo = (name) => {
    if (name === 'late') return [isLate() ? 'yes' : 'no'];
    return [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)].flatMap((field) => {
      if (field.type === 'radio' || field.type === 'checkbox') return field.checked ? [field.value] : [];
      return [field.value];
    });
  };
  const isMet = (when) =>
    when.split(' or ').some((all) =>
      all.split(';').every((one) => {
        const cut = one.indexOf('=');
        const codes = one.slice(cut + 1).split('|');
        const given = answersTo(one.slice(0, cut));
        return given.length === 0 ? codes.includes('') : given.some((code) => codes.includes(code));
      }),
    );
  const showAll = () => {
    for (const part of document.querySelectorAll('[data-when]:not([data-when=""])'))
      part.hidden = !isMet(part.dataset.when) && (report !== null || !part.querySelector('.has-error'));
    for (const part of document.querySelectorAll('[data-open-when]:not([data-open-when=""])'))
      if (isMet(part.dataset.openWhen)) part.open = true;
  };
  /** What alone can be chosen is chosen, once somebody has changed something. */
  const chooseOnly = () => {
    for (const one of document.querySelectorAll('.choices__list:has(> [data-when])')) {
      const left = [...one.querySelectorAll('.choice:not([hidden]) > input')];
      if (left.length === 1) left[0].checked = true;
    }
  };
  document.addEventListener('change', () => {
    showAll();
    chooseOnly();
  });
  document.addEventListener('report:filled', showAll);
  showAll();
})();
