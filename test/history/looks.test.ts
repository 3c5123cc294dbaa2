// A look at what is protected, in words: how many people and which filings, never a code.
import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/access/actor.js';
import { lookOf } from '../../src/history/present.js';

const row = (details: Record<string, unknown>) =>
  ({
    id: 1,
    at: 0,
    entity: 'report',
    entityId: 3,
    event: 'view_protected',
    fromState: null,
    toState: null,
    reasonCode: null,
    ruleVersion: null,
    reversesId: null,
    actorId: null,
    actorGroup: 'coordinator',
    note: null,
    actorName: 'Dafina',
    details,
  }) as unknown as Parameters<typeof lookOf>[2];

test.each([
  [{ shown: ['4'], filings: ['1', '2'] }, '1 protected person · filings 1, 2'],
  [{ shown: ['4', '7'] }, '2 protected people'],
  [{}, ''],
])('%j is said as "%s"', (details, said) => {
  expect(lookOf('en', SYSTEM, row(details)).details).toBe(said);
});
