// Sends a form once: a second press while the first is on its way would call it off, and ask again.
// The server takes a form once in any case. What a script sends itself is that script's to guard.
(() => {
  const LONG = 10_000; // then somebody stopped it, or the connection did
  let sent = new WeakMap();

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.getAttribute('method') !== 'post') return;
    if (Date.now() - (sent.get(form) ?? 0) < LONG) event.preventDefault();
    else sent.set(form, Date.now());
  });
  // Back from the next page, as it was left.
  addEventListener('pageshow', () => {
    sent = new WeakMap();
  });
  // A refused form is an answer no browser may keep: going back to it later would show an error of the browser's own.
  // Left, its place in the history is that of the form. Not before: reloading it must still find what was typed.
  addEventListener('pagehide', () => {
    if (document.querySelector('main[data-posted]')) history.replaceState(history.state, '', location.href);
  });
})();
