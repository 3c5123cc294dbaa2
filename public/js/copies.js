// Copies of what somebody typed, in this browser: sealed with a key that only the page brings and nothing here keeps.
// Without IndexedDB or WebCrypto there are none: nothing is ever kept in the clear. For report.js and draft-copy.js.
(() => {
  const KEPT_FOR = 14 * 86_400_000; // a copy nobody came back for

  const tab = [...crypto.getRandomValues(new Uint8Array(9))].map((byte) => byte.toString(36)).join('');
  const alive = `copy-${tab}`;
  if (navigator.locks) navigator.locks.request(alive, () => new Promise(() => {}));
  const bytesOf = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (one) => one.charCodeAt(0));
  const answered = (request) =>
    new Promise((done, fail) => {
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
  /** `text`: the key, base64url. Rejects where a browser cannot keep copies. */
  window.openCopies = async (text) => {
    const bytes = bytesOf(text);
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    const print = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)).slice(0, 9);
    const asked = indexedDB.open('copies', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('copies', { keyPath: 'id' });
    const db = await answered(asked);
    const store = (mode) => db.transaction('copies', mode).objectStore('copies');
    const whose = btoa(String.fromCharCode(...print));
    return {
      async put(section, copy) {
        const iv = crypto.getRandomValues(new Uint8Array(12));
        const plain = new TextEncoder().encode(JSON.stringify({ section, ...copy }));
        const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, plain);
        await answered(
          store('readwrite').put({
            id: `${whose}/${tab}/${section}`,
            whose,
            tab,
            iv,
            sealed,
            at: Date.now(),
          }),
        );
      },
      remove: (id) => answered(store('readwrite').delete(id)),
      idOf: (section) => `${whose}/${tab}/${section}`,
      /** Ours from tabs that are gone, the newest first; what nobody came back for is forgotten. */
      async left() {
        const held = navigator.locks ? (await navigator.locks.query()).held.map(({ name }) => name) : [];
        const found = [];
        for (const row of await answered(store('readonly').getAll())) {
          if (row.at < Date.now() - KEPT_FOR) await answered(store('readwrite').delete(row.id));
          else if (row.whose === whose && row.tab !== tab && !held.includes(`copy-${row.tab}`)) {
            const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: row.iv }, key, row.sealed);
            found.push({ id: row.id, at: row.at, ...JSON.parse(new TextDecoder().decode(plain)) });
          }
        }
        return found.sort((a, b) => b.at - a.at);
      },
    };
  };
})();
