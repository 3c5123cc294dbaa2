// The words of a section, of a report or an application: read from its form, put back into it, told to a person; and
// always one blank row more, so that the next witness can be typed without the server. For report.js and draft-copy.js.
(() => {
  const OURS = ['_token', '_key', 'version'];

  /** Which row it is: sent along and kept, told to nobody. */
  const isKey = (name) => /^[a-z]+-\d+-key$/.test(name);

  const wordsOf = (form) =>
    [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !OURS.includes(name));
  const same = (some, others) => JSON.stringify(said(some)) === JSON.stringify(said(others));
  const said = (words) =>
    words
      .filter(([name, value]) => value !== '' && !isKey(name))
      .map((pair) => pair.join('\n'))
      .sort();
  const fieldsIn = (form, name) => [...form.elements].filter((field) => field.name === name);

  function fill(form, words) {
    for (const [name] of words) while (fieldsIn(form, name).length === 0 && addRow(form, name));
    for (const field of form.elements) {
      if (!field.name || OURS.includes(field.name)) continue;
      const values = words.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = values.includes(field.value);
      else if (values.length > 0) field.value = values[0];
      else if (field.tagName !== 'BUTTON') field.value = '';
    }
    document.dispatchEvent(new Event('report:filled'));
  }

  /** True when something stands in a form that the server did not put there: typed before a slow script had come. */
  const isTouched = (form) =>
    [...form.elements].some((field) => {
      if (!field.name || OURS.includes(field.name)) return false;
      if (field.type === 'radio' || field.type === 'checkbox') return field.checked !== field.defaultChecked;
      if (field.tagName !== 'SELECT') return 'defaultValue' in field && field.value !== field.defaultValue;
      const given = [...field.options].find((one) => one.defaultSelected) || field.options[0];
      return given !== undefined && field.value !== given.value;
    });

  /* Rows: there is always a blank one more, so that the next witness can be typed without the server. */

  const rowName = /^([a-z]+)-(\d+)-/;
  function addRow(form, name) {
    const [, kind, wanted] = rowName.exec(name) || [];
    const rows = kind ? form.querySelectorAll(`.rows--${kind} .rows__row`) : [];
    const last = rows[rows.length - 1];
    if (!last || rows.length > Number(wanted) || rows.length >= Number(last.closest('.rows').dataset.most))
      return false;
    const next = last.cloneNode(true);
    const renumbered = (text) => text.split(`${kind}-${rows.length - 1}-`).join(`${kind}-${rows.length}-`);
    for (const part of [next, ...next.querySelectorAll('*')])
      for (const { name: attribute, value } of [...part.attributes])
        if (value.includes(`${kind}-${rows.length - 1}-`)) part.setAttribute(attribute, renumbered(value));
    for (const field of next.querySelectorAll('input, select, textarea')) {
      if (field.type === 'radio' || field.type === 'checkbox') field.checked = field.defaultChecked;
      else field.value = '';
    }
    for (const warned of next.querySelectorAll('[data-warned]')) warned.replaceChildren();
    const legend = next.querySelector('legend');
    legend.textContent = legend.textContent.replace(/\d+/, String(rows.length + 1));
    last.after(next);
    return true;
  }
  function rowBehind(field) {
    const row = field.closest('.rows__row');
    if (row && row.parentElement.lastElementChild === row && rowName.test(field.name)) {
      const [, kind, at] = rowName.exec(field.name);
      addRow(field.form, `${kind}-${Number(at) + 1}-`);
    }
  }

  function labelOf(form, name) {
    const [field] = fieldsIn(form, name);
    if (!field) return name;
    const isOne = field.type === 'radio' || field.type === 'checkbox';
    const own = isOne ? field.closest('fieldset')?.querySelector('legend') : field.labels?.[0];
    const row = field.closest('.rows__row');
    return [row?.querySelector('legend'), own]
      .filter(Boolean)
      .map((part) => part.textContent.trim())
      .join(': ');
  }
  function textOf(form, name, words) {
    return words
      .filter(([one]) => one === name)
      .map(([, value]) => {
        const fields = fieldsIn(form, name);
        const chosen = fields.find(
          (field) => ['radio', 'checkbox'].includes(field.type) && field.value === value,
        );
        if (chosen?.labels[0]) return chosen.labels[0].textContent.trim();
        const option = fields[0]?.options && [...fields[0].options].find((one) => one.value === value);
        return option ? option.textContent.trim() : value;
      })
      .join(', ');
  }

  const timeOf = (at) =>
    new Date(at).toLocaleTimeString('en-GB', {
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'Europe/Belgrade',
    });

  /** Both versions of a section, field by field, with two buttons, to be put into its form; `sentence` has a {time}. */
  function offerOf(form, held, now, sentence, { take, leave }) {
    const panel = document.getElementById('copy-offer').content.firstElementChild.cloneNode(true);
    panel.querySelector('[data-offer-text]').textContent = sentence.replace('{time}', timeOf(held.at));
    const names = [...new Set([...held.words, ...now].map(([name]) => name))].filter((name) => !isKey(name));
    for (const name of names) {
      const texts = [now, held.words].map((words) => textOf(form, name, words));
      if (texts[0] === texts[1]) continue;
      const row = panel.querySelector('tbody').insertRow();
      for (const text of [labelOf(form, name), ...texts]) row.insertCell().textContent = text;
      for (const cell of row.cells)
        cell.dataset.label = panel.querySelectorAll('th')[cell.cellIndex].textContent;
    }
    const chosen = (then) => () => {
      panel.remove();
      form.querySelector('input:not([type=hidden]), select, textarea').focus();
      then();
    };
    panel.querySelector('[data-take]').onclick = chosen(take);
    panel.querySelector('[data-leave]').onclick = chosen(leave);
    return panel;
  }

  window.words = { OURS, wordsOf, same, fill, isTouched, rowBehind, timeOf, offerOf };
})();
