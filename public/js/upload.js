// Sends files with progress, a way to cancel, and a second try that keeps the files chosen. Forms: data-upload.
// Without this file the form is sent plainly; the server sees no difference.
(() => {
  const STALLED = 60_000;

  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (event.defaultPrevented || !form.matches('form[data-upload]')) return;
    const files = [...form.querySelectorAll('input[type=file]')].some((input) => input.files.length > 0);
    const panel = form.querySelector('[data-upload-panel]');
    if (!files || !panel) return;
    event.preventDefault();
    if (!form.dataset.sending) send(form, panel, event.submitter);
  });

  function send(form, panel, submitter) {
    const part = (name) => panel.querySelector(`[data-upload-${name}]`);
    const progress = panel.querySelector('progress');
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    if (submitter?.name) body.append(submitter.name, submitter.value);
    let stalled;

    const say = (name, more = '') => {
      const text = name ? panel.dataset[name] + more : '';
      if (part('text').textContent !== text) part('text').textContent = text;
    };
    const state = (sending, failing) => {
      if (sending) form.dataset.sending = 'yes';
      else delete form.dataset.sending;
      panel.hidden = false;
      panel.classList.toggle('upload--failed', failing);
      progress.hidden = !sending;
      part('cancel').hidden = !sending;
      part('again').hidden = !failing;
      if (submitter) submitter.setAttribute('aria-disabled', String(sending));
    };
    const stop = (name) => {
      clearTimeout(stalled);
      const wasHere = panel.contains(document.activeElement);
      state(false, name !== 'cancelled');
      say(name);
      // The button that was pressed is gone: do not leave the keyboard nowhere.
      if (wasHere) (name === 'cancelled' ? form.querySelector('input[type=file]') : part('again')).focus();
    };
    const watch = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => {
        stop('lost');
        request.abort();
      }, STALLED);
    };

    request.upload.addEventListener('progress', (moved) => {
      watch();
      if (!moved.lengthComputable) return progress.removeAttribute('value');
      const percent = Math.round((moved.loaded / moved.total) * 100);
      progress.value = percent;
      // Every tenth is enough for somebody who listens.
      if (percent < 100) say('sending', ` ${Math.floor(percent / 10) * 10} %`);
      else say('checking');
    });
    request.addEventListener('load', () => {
      clearTimeout(stalled);
      const page = (request.getResponseHeader('Content-Type') ?? '').startsWith('text/html');
      if (!page || request.status === 429 || request.status === 503) return stop('failed');
      state(false, false);
      show(request.responseText, request.status === 422 ? '' : request.responseURL);
    });
    request.addEventListener('error', () => stop('lost'));

    part('cancel').onclick = () => {
      request.abort();
      stop('cancelled');
    };
    part('again').onclick = () => send(form, panel, submitter);

    state(true, false);
    progress.value = 0;
    say('sending', ' 0 %');
    watch();
    request.open('POST', form.action);
    request.send(body);
  }

  // The answer is a page that is here already: asking for it again would cost its message and a slow connection.
  let shown = false;
  function show(html, url) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    if (url) history.pushState(null, '', url);
    shown = true;
    document.title = page.title;
    document.body.className = page.body.className;
    document.body.replaceChildren(...page.body.childNodes);
    scrollTo(0, 0);
    window.htmx?.process(document.body);
    document.getElementById('main')?.focus({ preventScroll: true });
    document.dispatchEvent(new Event('page:shown'));
  }
  addEventListener('popstate', () => {
    if (shown) location.reload();
  });
})();
