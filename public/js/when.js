// Shows what the answers so far ask for and hides the rest, without the server: data-when="outcome=cancelled|moved;coverage=full".
// What is folded away opens as soon as it is asked for: data-open-when="actions=witness|expert". It never closes by itself.
(() => {
  const answersTo = (name) =>
    [...document.querySelectorAll(`[name="${CSS.escape(name)}"]`)].flatMap((field) => {
      if (field.type === 'radio' || field.type === 'checkbox') return field.checked ? [field.value] : [];
      return [field.value];
    });
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
      part.hidden = !isMet(part.dataset.when);
    for (const part of document.querySelectorAll('[data-open-when]:not([data-open-when=""])'))
      if (isMet(part.dataset.openWhen)) part.open = true;
  };
  document.addEventListener('change', showAll);
  document.addEventListener('report:filled', showAll);
  if (document.querySelector('[data-report]')) showAll();
})();
