// Closes a group of the navigation that is open: with Escape, which leads back to its name, or when one goes elsewhere.
(() => {
  const open = () => document.querySelector('.places[open]');
  const leave = (event) => {
    const group = open();
    if (group && !group.contains(event.target)) group.open = false;
  };
  document.addEventListener('click', leave);
  document.addEventListener('focusin', leave);
  document.addEventListener('keydown', (event) => {
    const group = open();
    if (!group || event.key !== 'Escape') return;
    group.open = false;
    if (group.contains(document.activeElement)) group.querySelector('summary').focus();
  });
  // Signing out and being erased leave no copy of what was typed, in browsers too that do not know Clear-Site-Data.
  document.addEventListener('submit', ({ target }) => {
    const isErased = target.matches('form[action="/my/erase"]') && target.querySelector(':checked');
    if (isErased || target.matches('form[action="/sign-out"]')) window.indexedDB?.deleteDatabase('copies');
  });
})();
