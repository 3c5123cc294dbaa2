import { expect, test } from 'vitest';
import { readPage, readSearch, readView, readWord, viewQuery, viewWord } from '../../src/register/form.js';

const plain = {
  call: null,
  group: null,
  state: null,
  overall: null,
  institution: null,
  source: null,
  search: null,
  sort: 'submitted',
  direction: 'desc',
};

test('what is not known is left out, never an error', () => {
  expect(readView({})).toEqual(plain);
  expect(
    readView({
      call: '../x',
      group: 'toString',
      state: 'draft',
      overall: ['met'],
      institution: 'A B',
      source: 1,
      search: 'Arta Krasniqi',
      sort: '',
      direction: 'ASC',
    }),
  ).toEqual(plain);
});

test('a view survives the way through an address and through a word', () => {
  const asked = {
    call: '2020',
    group: 'progress',
    state: 'in_review',
    overall: 'not_met',
    institution: 'up',
    source: 'paper',
    search: 'AQRkZW1v_uuEmfV7L34FKhpp-CzWzyNFCA4noDJ',
    sort: 'average',
    direction: 'asc',
  };
  const view = readView(asked);

  expect(view).toEqual(asked);
  expect(readView(Object.fromEntries(new URLSearchParams(viewQuery(view))))).toEqual(view);
  expect(readWord(viewWord(view))).toEqual(view);
  expect(viewQuery(readView({}), 1)).toBe('');
  expect(viewQuery(readView({ group: 'new' }), 3)).toBe('?group=new&page=3');
  expect(readWord('nonsense~.~~group.x'.repeat(50))).toEqual(plain);
});

test('a search starts from the view it was shown in, and what was changed on the page wins', () => {
  const view = 'group.new~sort.average';

  expect(readSearch({ view })).toEqual({ ...plain, group: 'new', sort: 'average' });
  expect(readSearch({ view: `${view}~search.${'x'.repeat(40)}` }).search).toBeNull();
  expect(readSearch({ view, state: '', overall: 'met', institution: '', source: '' })).toEqual({
    ...plain,
    group: 'new',
    overall: 'met',
    sort: 'average',
  });
  expect(readSearch({ view: `${view}~overall.met`, everywhere: '1' })).toEqual({ ...plain, sort: 'average' });
  expect(readSearch({ view: ['a'], search: ['b'], state: {} })).toEqual(plain);
});

test.each([
  ['7', 7],
  ['0', 0],
  ['-1', 1],
  ['1e3', 1],
  ['', 1],
  [undefined, 1],
  [['2'], 1],
  ['9999999', 1],
])('page %j is read as %i', (raw, page) => {
  expect(readPage(raw)).toBe(page);
});
