// What the ledger promises whoever uses it without a page: never changed, erased with the person, and read by corrections.
import { expect, test } from 'vitest';
import { verdicts } from '../../db/schema/verification.js';
import { latestTrace } from '../../src/eligibility/queries.js';
import { compareAgain } from '../../src/eligibility/service.js';
import { Stale } from '../../src/errors.js';
import * as submissions from '../../src/submissions/service.js';
import { type Judged, judge } from '../../src/verification/service.js';
import { actorOf, makeApplication, makeCall } from '../support/applications.js';
import { makeWorld } from '../support/world.js';

function ground() {
  const world = makeWorld();
  const call = makeCall(world);
  const made = makeApplication(world, call);
  const { personId } = world.signedIn('Dafina', ['coordinator']);
  const dafina = actorOf(personId, ['coordinator']);
  const say = (input: Partial<Judged>) =>
    judge(world.ctx, dafina, {
      id: made.id,
      fact: 'averageTenThousandths',
      verdict: 'differs',
      value: '7,5',
      note: null,
      document: null,
      page: null,
      seen: 0,
      ...input,
    });
  return { world, call, made, dafina, say };
}

test('a verdict is never changed, whoever tries; only its note may be sealed anew', () => {
  const { world, say } = ground();
  say({ note: 'hm' });
  const { $client } = world.ctx.db;

  for (const column of ['verdict', 'value', 'page', '"by"', 'at', 'fact'])
    expect(() => $client.prepare(`update verdicts set ${column} = ${column}`).run()).toThrow('never changed');
  expect($client.prepare('update verdicts set sealed_note = sealed_note').run().changes).toBe(1);
});

test('of two verdicts given at once the second is refused', () => {
  const { world, say } = ground();
  say({});

  expect(() => say({ value: '8' })).toThrow(Stale);
  expect(world.ctx.db.select().from(verdicts).all()).toHaveLength(1);
});

test('7.50 in the certificate is not above 7.5, 7.5001 is: exact, never rounded', () => {
  const { world, made, say } = ground();
  const result = () =>
    latestTrace(world.ctx.db, made.id)?.rules.find((one) => one.rule === 'average')?.result;
  const seen = () => world.ctx.db.select().from(verdicts).all().at(-1)?.id ?? 0;
  say({ fact: 'averageScale', verdict: 'matches' });

  say({});
  expect(result()).toBe('not_met');
  say({ value: '7,5001', seen: seen() });
  expect(result()).toBe('met');
});

test('a correction of the conditions reads what was verified', () => {
  const { world, call, made, say } = ground();
  say({});
  const before = latestTrace(world.ctx.db, made.id);
  expect(before?.overall).toBe('not_met');

  const conditions = {
    bachelorYears: [3, 4],
    averageAboveTenThousandths: 70_000,
    exams: [],
    lawFacultyOnly: false,
    institutions: [],
    priority: null,
    advantage: { serbian: false },
    encouraged: { firstInternship: false },
  };
  const { changed } = compareAgain(world.ctx, { callId: call.id, conditions });

  expect(changed).toMatchObject([{ from: 'not_met', to: 'to_verify' }]);
});

test('an erased application has no ledger, and nothing of it can be judged any more', () => {
  const { world, made, dafina, say } = ground();
  say({ note: 'a remark' });

  world.ctx.db.transaction((tx) =>
    submissions.erase({ ...world.ctx, db: tx }, dafina, made.id, 'own_request'),
  );

  expect(world.ctx.db.select().from(verdicts).all()).toEqual([]);
  expect(() => say({})).toThrow();
});
