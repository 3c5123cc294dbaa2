// Passkeys: asks the server for a challenge, the browser for the key, and shows one sentence when it does not work.
(() => {
  const place = document.querySelector('[data-passkey]');
  if (!place || !window.SimpleWebAuthnBrowser?.browserSupportsWebAuthn()) return;
  const { startAuthentication, startRegistration } = window.SimpleWebAuthnBrowser;
  const button = place.querySelector('[data-passkey-go]');
  const problem = place.querySelector('[data-passkey-problem]');
  place.hidden = false;

  async function post(url, body) {
    const headers = { 'Content-Type': 'application/json', 'X-Form-Token': place.dataset.token };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    const isJson = (answer.headers.get('Content-Type') ?? '').includes('json');
    const said = isJson ? await answer.json() : {};
    if (answer.ok) return said;
    throw new Error(said.sentence || place.dataset.failed, { cause: 'server' });
  }

  async function signIn() {
    const optionsJSON = await post('/staff/sign-in/passkey/options', {});
    const answer = await startAuthentication({ optionsJSON });
    return post('/staff/sign-in/passkey', { answer, next: place.dataset.next });
  }

  async function add() {
    const name = place.elements.namedItem('name').value;
    const password = place.elements.namedItem('password').value;
    const optionsJSON = await post('/account/security/passkeys/options', { name, password });
    const answer = await startRegistration({ optionsJSON });
    return post('/account/security/passkeys', { name, answer });
  }

  async function run(event) {
    event.preventDefault();
    button.disabled = true;
    problem.hidden = true;
    try {
      const { location } = await (place.dataset.passkey === 'add' ? add() : signIn());
      window.location.assign(location);
    } catch (error) {
      problem.textContent = error.cause === 'server' ? error.message : place.dataset.cancelled;
      problem.hidden = false;
      button.disabled = false;
    }
  }

  if (place.tagName === 'FORM') place.addEventListener('submit', run);
  else button.addEventListener('click', run);
})();
