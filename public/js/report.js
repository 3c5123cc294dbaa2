// Loses nothing of a report while somebody writes it. Each section (form[data-section]) is sent by itself within two
// seconds; what the server has not answered for is kept in this browser, sealed with a key that only the page brings
// (data-copy-key, for this person and report), and comes back after a closed tab, a lost network, an ended session.
(() => {
  const report = document.querySelector('[data-report]');
  if (!report) return;

  const PAUSE = 600; // after the last letter
  const AT_MOST = 1500; // after the first letter that is not sent
  const RETRY = 5000;
  const TIMEOUT = 15_000;
  const COPY_AFTER = 200;
  const keeping = document.getElementById('keeping');
  // Without this script nothing is sent by itself, and nothing says so.
  if (keeping) keeping.hidden = false;
  const { OURS, wordsOf, same, fill, isTouched, rowBehind, timeOf, offerOf } = window.words;
  const copies = window.openCopies(report.dataset.copyKey).catch(() => null);
  delete report.dataset.copyKey;

  /* Sending: one request a section at a time; what may have arrived is sent again as it was, then what came after. */

  const sections = new Map();
  for (const form of report.querySelectorAll('form[data-section]'))
    sections.set(form.dataset.section, {
      form,
      name: form.dataset.section,
      typed: 0, // counts changes
      kept: 0, // the last that the server answered for
      copied: Promise.resolve(),
      from: [], // copies of dead tabs that these words came from
      state: '',
    });
  const versionOf = ({ form }) => form.elements.version.value;
  const sectionOf = (target) => sections.get(target.form?.dataset.section);
  const isOpen = (section) => section.typed > section.kept;
  const openOnes = () => [...sections.values()].filter(isOpen);

  function changed(event) {
    const section = event.isTrusted && event.target.name && sectionOf(event.target);
    if (!section) return;
    rowBehind(event.target);
    typedIn(section);
  }
  function typedIn(section) {
    if (!isOpen(section)) section.since = Date.now();
    section.typed += 1;
    if (['', 'restored', 'partly'].includes(section.state)) say(section, 'pending');
    clearTimeout(section.copying);
    section.copying = setTimeout(() => copy(section), COPY_AFTER);
    clearTimeout(section.sending);
    const wait = Math.min(PAUSE, Math.max(0, section.since + AT_MOST - Date.now()));
    section.sending = setTimeout(() => send(section), wait);
  }
  function copy(section) {
    clearTimeout(section.copying);
    section.copying = 0;
    const held = { words: wordsOf(section.form), base: versionOf(section), sent: section.sent || null };
    section.copied = copies.then((store) => store?.put(section.name, held)).catch(() => {});
    return section.copied;
  }
  async function forget(section) {
    clearTimeout(section.copying);
    await section.copied;
    const store = await copies;
    if (!store || isOpen(section)) return;
    for (const id of [store.idOf(section.name), ...section.from.splice(0)])
      await store.remove(id).catch(() => {});
  }

  async function send(section, leaving = false) {
    if (section.underway || section.blocked || !isOpen(section)) return section.underway;
    const upTo = section.unsure ? section.unsure.upTo : section.typed;
    const body = section.unsure ? section.unsure.body : new URLSearchParams([...new FormData(section.form)]);
    section.unsure = { body, upTo };
    section.sent = [...body].filter(([name]) => !OURS.includes(name));
    if (!section.copying) copy(section);
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT);
    section.underway = fetch(section.form.action, {
      method: 'POST',
      body,
      headers: { 'HX-Request': 'true' },
      credentials: 'same-origin',
      keepalive: leaving,
      signal: abort.signal,
    })
      .then(async (answer) => judge(section, upTo, answer.status, await answer.text()))
      .catch(() => say(section, 'offline'))
      .then(() => {
        clearTimeout(timer);
        section.underway = null;
        if (isOpen(section) && !section.blocked && section.state === 'pending') return send(section);
      });
    return section.underway;
  }
  function judge(section, upTo, status, text) {
    const page = new DOMParser().parseFromString(text, 'text/html');
    const bar = page.getElementById(`saved-${section.name}`);
    if (status < 500) section.unsure = null;
    if (!bar) {
      if (status === 401 || status === 403) return say(section, 'refused');
      // The report is not what it was: filed, returned or taken away meanwhile.
      if (status === 404 || status === 409) section.blocked = true;
      return say(section, section.blocked ? 'closed' : 'failed');
    }
    document.getElementById(bar.id).replaceWith(bar);
    if (status === 409) {
      section.blocked = true;
      return say(section, 'conflict');
    }
    section.kept = upTo;
    section.sent = null;
    section.since = Date.now();
    section.state = '';
    const rail = page.getElementById('rail');
    if (rail) document.getElementById('rail').replaceWith(rail);
    warn(page.getElementById('warned'));
    lack(page.getElementById('lacks'));
    if (isOpen(section)) say(section, 'pending');
    // What could not be read is not on the server: its copy stays.
    else if (status === 200) void forget(section);
    else {
      section.state = 'partly';
      void copy(section);
    }
    document.dispatchEvent(new Event('report:filled'));
    void sayAll();
  }

  /** Puts what the server warns of beside the fields: of the whole report, as one answer may bear on another. */
  function warn(given) {
    if (!given) return;
    const now = new Map([...given.children].map((part) => [part.dataset.warned, part]));
    for (const place of report.querySelectorAll('[data-warned]')) {
      const part = now.get(place.dataset.warned);
      if (place.textContent === (part?.textContent ?? '')) continue;
      place.replaceChildren(...(part?.childNodes ?? []));
      const folded = part && place.closest('details');
      if (folded) folded.open = true;
    }
  }

  /** Says of the other sections what they lack now. */
  function lack(given) {
    for (const part of given?.children ?? []) {
      const place = report.querySelector(`[data-lacks="${part.dataset.lacks}"]`);
      if (place && place.textContent.trim() !== part.textContent.trim())
        place.replaceWith(part.cloneNode(true));
    }
  }

  /* What the page says. */

  function say(section, state, words) {
    section.state = state;
    const bar = document.getElementById(`saved-${section.name}`);
    const line = bar?.querySelector('[data-saved-text]');
    if (line && state !== 'conflict') {
      line.className = `saved saved--${state === 'pending' || state === 'restored' ? 'pending' : 'failed'}`;
      line.textContent = words || keeping.dataset.pending;
    }
    void sayAll();
  }
  async function sayAll() {
    const states = [...sections.values()].map(({ state }) => state);
    const worst = [
      'closed',
      'refused',
      'offline',
      'failed',
      'conflict',
      'pending',
      'restored',
      'partly',
    ].find((state) => states.includes(state));
    const bare = worst === 'offline' && !(await copies) ? 'Bare' : '';
    const times = [...report.querySelectorAll('[data-saved-text].saved--done')].map(
      (line) => line.textContent,
    );
    const last = times.sort().pop();
    const text = worst ? keeping.dataset[worst + bare] : last || keeping.dataset.done;
    keeping.className = `keeping saved saved--${!worst ? 'done' : worst === 'pending' || worst === 'restored' ? 'pending' : 'failed'}`;
    const line = keeping.querySelector('[data-keeping-text]');
    if (line.textContent !== text) line.textContent = text;
    for (const link of keeping.querySelectorAll('[data-keeping-link]'))
      link.hidden = link.dataset.keepingLink !== worst;
  }

  /* Back again: what this browser kept and the server does not have. */

  async function bringBack() {
    const store = await copies;
    if (!store) return;
    for (const held of await store.left().catch(() => [])) {
      const section = sections.get(held.section);
      if (section) await weigh(section, held);
    }
    void sayAll();
  }
  async function weigh(section, held) {
    const now = wordsOf(section.form);
    if (same(held.words, now)) {
      section.from.push(held.id);
      // Both texts stand on the page for a person to choose from: the copy stays until they did.
      if (section.form.querySelector('[data-error-summary]')) section.typed += 1;
      else await forget(section);
      return;
    }
    const isOurs = held.base === versionOf(section) || (held.sent && same(held.sent, now));
    if (isOurs && !isOpen(section)) return restore(section, held);
    const status = await asked(section, held);
    if (status !== 200 && status !== 422) return offer(section, held, now);
    if (status === 422) return restore(section, held);
    section.from.push(held.id);
    return forget(section);
  }
  /** Whether the words arrived after all, written a little differently: of an old version the server takes the same words only. */
  function asked(section, held) {
    const own = [
      ['_token', section.form.elements._token.value],
      ['version', held.base],
    ];
    const body = new URLSearchParams([...held.words, ...own]);
    return fetch(section.form.action, { method: 'POST', body, headers: { 'HX-Request': 'true' } }).then(
      ({ status }) => status,
      () => 0,
    );
  }
  function restore(section, held) {
    section.from.push(held.id);
    fill(section.form, held.words);
    typedIn(section);
    say(section, 'restored', keeping.dataset.restored.replace('{time}', timeOf(held.at)));
  }
  function offer(section, held, now) {
    const leave = () => {
      section.from.push(held.id);
      void forget(section);
    };
    const take = () => restore(section, held);
    section.form.prepend(offerOf(section.form, held, now, keeping.dataset.offer, { take, leave }));
  }
  /* A report that is closed: words of ours that never arrived are shown, to be copied by hand, and deleted on demand. */

  async function showLeft() {
    const store = await copies;
    const left = store ? await store.left().catch(() => []) : [];
    const words = left.flatMap((held) => held.words.filter(([, value]) => /\s/.test(value.trim())));
    const panel = document.getElementById('copy-left');
    const remove = async () => {
      for (const { id } of left) await store.remove(id);
      panel.hidden = true;
    };
    if (words.length === 0 || !panel) return left.length > 0 && remove();
    for (const [, value] of words) {
      const line = document.createElement('p');
      line.className = 'pre';
      line.textContent = value;
      panel.querySelector('[data-left-words]').append(line);
    }
    panel.querySelector('button').onclick = remove;
    panel.hidden = false;
  }

  if (sections.size === 0) return void showLeft();

  /* When things happen. */

  document.addEventListener('input', changed);
  document.addEventListener('change', changed);
  report.addEventListener('submit', async (event) => {
    const section = sections.get(event.target.dataset.section);
    if (!section) return;
    event.preventDefault();
    if (section.blocked && section.state === 'conflict') {
      // The server shows both texts on one page; what is open in other sections comes back there.
      await Promise.all(openOnes().map(copy));
      leaving = true;
      return event.target.submit();
    }
    if (!isOpen(section)) section.typed += 1;
    void send(section);
  });
  // Somewhere else: first what is still open, if the server can be reached.
  let leaving = false;
  report.addEventListener('click', async (event) => {
    const link = event.target.closest('a[href^="/my/reports/"]');
    if (!link || keeping.contains(link) || openOnes().length === 0 || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    await Promise.all(openOnes().map((section) => send(section)));
    if (openOnes().length > 0) return keeping.scrollIntoView();
    leaving = true;
    location.assign(link.href);
  });
  const retry = () => {
    for (const section of openOnes())
      if (['offline', 'failed', 'refused'].includes(section.state)) void send(section);
  };
  addEventListener('online', retry);
  addEventListener('offline', () => {
    for (const section of openOnes()) say(section, 'offline');
  });
  setInterval(retry, RETRY);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') return retry();
    for (const section of openOnes()) {
      void copy(section);
      void send(section, true);
    }
  });
  addEventListener('beforeunload', (event) => {
    // Only where a copy cannot be kept would leaving lose anything.
    if (!leaving && openOnes().length > 0 && report.dataset.bare) event.preventDefault();
  });
  copies.then((store) => {
    if (!store) report.dataset.bare = 'yes';
  });
  for (const section of sections.values()) if (isTouched(section.form)) typedIn(section);
  void bringBack();
})();
