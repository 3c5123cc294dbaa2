// What the summary of errors says: each problem under the name of its field, in the order of the page.
import { expect, test } from 'vitest';
import { nameErrors } from '../../src/web/error-names.js';

const page = (list: string) => `<ul class="error-summary__list">${list}</ul>
  <label for="first">First <span class="optional">(optional)</span></label><input id="first">
  <fieldset><legend id="second-legend">Second?</legend><input id="second" type="radio"></fieldset>`;
const entry = (field: string) => `<li><a href="#${field}">Problem of ${field}</a></li>`;

test('the summary goes down as the page does, whatever was found first', () => {
  const made = nameErrors(page(entry('gone') + entry('second') + entry('first')), 'en');

  expect(made.match(/<li>.*?<\/li>/g)).toEqual([
    '<li><a href="#first">First: Problem of first</a></li>',
    '<li><a href="#second">Second: Problem of second</a></li>',
    '<li>Problem of gone</li>',
  ]);
});
