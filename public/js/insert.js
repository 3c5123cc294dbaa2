// Writes a name behind what was typed: [data-insert] names the field, its value is what is written there.
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-insert]');
  const field = button && document.getElementById(button.dataset.insert);
  if (!field) return;
  const { selectionStart: at, selectionEnd: to, value } = field;
  const before = value.slice(0, at);
  const gap = before === '' || /\s$/.test(before) ? '' : ' ';
  field.setRangeText(`${gap}${button.value} `, at, to, 'end');
  field.focus();
  field.dispatchEvent(new Event('input', { bubbles: true }));
});
