// Tells the truth about a draft: kept, not yet, no connection, changed elsewhere; and keeps trying.
// Forms: data-autosave hx-post="…" hx-trigger="input delay:700ms, change" hx-target="#saved" hx-swap="outerHTML"
// hx-sync="this:queue last". htmx sends; the server's answer is a new #saved; this file only watches.
(() => {
  const RETRY = 10_000;
  let form = null; // the one with words not kept
  let typed = 0; // counts changes
  let sent = 0; // what the request under way carries
  let blocked = false; // a person has to act first: another version
  let leaving = false;
  let underway = false;
  let waiting = null; // a submit that came while a draft was under way

  const saved = () => document.getElementById('saved');
  const say = (state, reason = state) => {
    const box = saved();
    if (!box) return;
    box.className = `saved saved--${state}`;
    const text = box.querySelector('[data-saved-text]');
    const words = (form?.dataset.copied && box.dataset[`${reason}Kept`]) || box.dataset[reason];
    if (text.textContent !== words) text.textContent = words;
  };
  // Served for those without this script: there the button keeps the words.
  if (saved()?.dataset.auto) saved().querySelector('[data-saved-text]').textContent = saved().dataset.auto;

  const retry = () => {
    if (form && !blocked && !leaving) form.dispatchEvent(new Event('change', { bubbles: true }));
  };
  const failed = (reason) => say('failed', reason);
  // Some htmx events happen at the form, some at #saved; the request knows whose it is.
  const isOurs = ({ detail }) => (detail.requestConfig?.elt ?? detail.elt)?.matches?.('form[data-autosave]');

  const changed = (event) => {
    const own = event.target.closest?.('form[data-autosave]');
    if (!own || !event.isTrusted) return;
    form = own;
    typed += 1;
    const failing = saved()?.classList.contains('saved--failed');
    if (!failing) say('pending');
  };
  document.addEventListener('input', changed);
  document.addEventListener('change', changed);

  // Words that draft-copy.js brought back, or that were typed before this script had come.
  document.addEventListener('draft:back', ({ target }) => {
    form = target;
    typed += 1;
    say('pending');
    retry();
  });

  document.addEventListener('htmx:beforeRequest', (event) => {
    if (!isOurs(event)) return;
    if (blocked || leaving) return event.preventDefault();
    sent = typed;
    underway = true;
  });
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!isOurs(event)) return;
    const { xhr } = event.detail;
    // Only a new #saved may stand in its place: never a page of errors, never a sign-in page after a redirect.
    if (!/id="saved"/.test(xhr.responseText)) event.detail.shouldSwap = false;
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    if (!isOurs(event)) return;
    underway = false;
    judge(event);
    if (!waiting) return;
    const { target, submitter } = waiting;
    waiting = null;
    // Without a connection the page stays, and the words with it.
    if (event.detail.xhr.status !== 0) target.requestSubmit(submitter);
  });
  const judge = (event) => {
    const { xhr } = event.detail;
    const kept = xhr.status >= 200 && xhr.status < 300 && /id="saved"/.test(xhr.responseText);
    if (kept) {
      if (sent === typed) {
        form?.dispatchEvent(new Event('draft:kept'));
        form = null;
      } else say('pending');
      return;
    }
    form ??= event.detail.requestConfig.elt;
    if (xhr.status === 0) failed('offline');
    else if (xhr.status === 409) conflict();
    else if (xhr.status === 401 || xhr.status === 403 || xhr.status < 400) failed('refused');
    else failed('failed');
  };

  // Both texts are for a person to compare: the button sends the form the plain way, and the server shows both.
  const conflict = () => {
    blocked = true;
    failed('conflict');
    const box = saved();
    if (box.querySelector('button')) return;
    const button = document.createElement('button');
    button.className = 'button button--quiet';
    button.textContent = box.dataset.compare;
    box.append(' ', button);
  };

  document.addEventListener('submit', (event) => {
    if (!event.target.matches('form[data-autosave]')) return;
    // The draft under way will raise the version this form carries: sent now, it would be in conflict with itself.
    if (underway) {
      event.preventDefault();
      waiting = event;
    } else leaving = true;
  });
  // Back from the next page with the words still here: they count as not kept only when typed again.
  addEventListener('pageshow', () => {
    leaving = false;
  });
  addEventListener('offline', () => form && failed('offline'));
  addEventListener('online', retry);
  setInterval(() => {
    if (saved()?.classList.contains('saved--failed')) retry();
  }, RETRY);
  addEventListener('beforeunload', (event) => {
    if (form && !leaving) event.preventDefault();
  });
})();
