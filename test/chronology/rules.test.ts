// By which name a witness of an approved report may be called: whoever was protected, or heard behind closed doors, by none.
import { describe, expect, test } from 'vitest';
import { calledBy } from '../../src/chronology/rules.js';

const open = {
  pseudonym: null,
  name: 'Agron Shembulli',
  label: null,
  named: false,
  measures: ['NONE'],
  publicity: 'open',
};

describe('a witness', () => {
  test.each([
    ['of the case, heard in the open', {}, 'Agron Shembulli'],
    ['about whom no measure is known', { measures: null }, 'Agron Shembulli'],
    ['whose measures are unknown', { measures: ['UNK'] }, 'Agron Shembulli'],
    ['whom only the court named', { name: null, label: 'Lume Mostra', named: true }, 'Lume Mostra'],
    ['whom a monitor describes', { name: null, label: 'the man in grey', named: false }, ''],
    ['whose voice was changed', { measures: ['VOIC'] }, ''],
    ['protected beside what is unknown', { measures: ['UNK', 'SCRN'] }, ''],
    [
      'named by the court in spite of a measure',
      { name: null, label: 'L. M.', named: true, measures: ['SCRN'] },
      '',
    ],
    ['heard behind closed doors', { publicity: 'closed' }, ''],
    ['heard partly behind closed doors', { publicity: 'partly_closed' }, ''],
    ['heard nobody says how', { publicity: null }, ''],
    ['under a pseudonym', { pseudonym: 'Delta-7', measures: ['PSEU'], publicity: 'closed' }, 'Delta-7'],
  ])('%s', (_who, changes, called) => {
    expect(calledBy({ ...open, ...changes })).toBe(called);
  });
});
