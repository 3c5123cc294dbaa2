// Keeps what is typed into a section of an application in this browser too, until the server has it, and brings it back
// after a lost network, a killed tab, an ended session. autosave.js sends, copies.js seals, words.js reads and fills.
(() => {
  const COPY_AFTER = 200;
  const bar = document.querySelector('form[data-autosave] [data-copy-key]');
  const form = bar?.closest('form');
  if (!form) return;

  const { wordsOf, same, fill, isTouched, timeOf, offerOf } = window.words;
  const section = form.getAttribute('action');
  const copies = window.openCopies(bar.dataset.copyKey).catch(() => null);
  delete bar.dataset.copyKey;
  const versionOf = () => form.elements.version.value;
  let copying = 0;
  let sent = null; // what is on its way
  let doing = Promise.resolve();

  /** One after the other: a copy must not come after its own removal. */
  const then = (act) => {
    doing = doing.then(async () => act(await copies)).catch(() => {});
    return doing;
  };
  const copy = () => {
    clearTimeout(copying);
    copying = 0;
    const held = { words: wordsOf(form), base: versionOf(), sent };
    return then((store) => store?.put(section, held));
  };
  const remove = (id) => then((store) => store?.remove(id));
  const changed = ({ isTrusted }) => {
    if (!isTrusted) return;
    clearTimeout(copying);
    copying = setTimeout(copy, COPY_AFTER);
  };
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('htmx:beforeRequest', () => {
    sent = wordsOf(form);
  });
  form.addEventListener('draft:kept', () => {
    clearTimeout(copying);
    copying = 0;
    sent = null;
    void then((store) => store?.remove(store.idOf(section)));
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden' && copying) void copy();
  });

  /* Back again: what this browser kept and the server does not have. */

  const sendAgain = () => form.dispatchEvent(new Event('draft:back', { bubbles: true }));
  async function restore(held) {
    fill(form, held.words);
    // Under a name of its own first: the copy of the dead tab goes only when it is safe.
    await copy();
    void remove(held.id);
    const line = document.createElement('p');
    line.className = 'inset';
    line.setAttribute('role', 'status');
    line.textContent = bar.dataset.restored.replace('{time}', timeOf(held.at));
    bar.after(line);
    sendAgain();
  }
  async function weigh(held) {
    const now = wordsOf(form);
    if (same(held.words, now)) return remove(held.id);
    const isOurs = held.base === versionOf() || (held.sent && same(held.sent, now));
    if (isOurs && !isTouched(form)) return restore(held);
    const answers = { take: () => restore(held), leave: () => remove(held.id) };
    bar.after(offerOf(form, held, now, bar.dataset.offer, answers));
  }
  copies.then(async (store) => {
    if (!store) return;
    form.dataset.copied = 'yes';
    // Shown again because it could not be taken, or was changed elsewhere: these words stand on this page alone.
    if (document.querySelector('main[data-posted]')) void copy();
    else if (isTouched(form)) sendAgain();
    const left = await store.left().catch(() => []);
    for (const held of left.filter((one) => one.section === section)) await weigh(held);
  });
})();
