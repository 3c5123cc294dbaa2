// Brings the reader to what needs attention: the list of errors, or an answer that was asked for, after a page or a part of one arrives.
(() => {
  const toErrors = (within) => {
    const summary = within.querySelector('[data-error-summary], [data-arrived]');
    if (summary) summary.focus();
  };
  // A link to a field puts its label in view too, not the input under the top edge of the window.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-error-summary] a');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest('.field, .choices') ?? field).scrollIntoView({ block: 'start' });
    field.focus({ preventScroll: true });
  });
  document.addEventListener('htmx:afterSettle', (event) =>
    toErrors(event.detail.elt.parentElement ?? document),
  );
  document.addEventListener('page:shown', () => toErrors(document));
  toErrors(document);
})();
