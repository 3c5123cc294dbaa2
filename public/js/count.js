// Counts characters or words under a text field while it is typed in; the server does the judging.
(() => {
  const show = (field) => {
    const words = field.dataset.count === 'words';
    const so = words ? (field.value.match(/\S+/g) ?? []).length : field.value.replace(/\r?\n/g, '\n').length;
    const most = Number(field.dataset.most);
    for (const note of document.querySelectorAll('[data-count-of]')) {
      if (note.dataset.countOf !== field.id) continue;
      const over = so > most;
      note.classList.toggle('count--over', over);
      // As they are: few browsers know how Albanian groups thousands, and would write it the English way.
      note.textContent = `${note.dataset.soFar} ${so} / ${most}${over ? ` – ${note.dataset.over}` : ''}`;
    }
  };
  const showAll = () => document.querySelectorAll('[data-count]').forEach(show);
  document.addEventListener('input', (event) => {
    if (event.target.matches('[data-count]')) show(event.target);
  });
  document.addEventListener('htmx:afterSettle', showAll);
  document.addEventListener('page:shown', showAll);
  showAll();
})();
