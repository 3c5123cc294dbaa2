// A name that should never have been typed: whatever was done with it meanwhile, it can be taken back to the last byte.
import { describe, expect, test } from 'vitest';
import * as filings from '../../src/filings/service.js';
import { hearingById, hearingThen } from '../../src/hearings/queries.js';
import * as hearings from '../../src/hearings/service.js';
import { aliasesOf, partyById } from '../../src/parties/queries.js';
import * as reports from '../../src/reports/service.js';
import * as reviews from '../../src/reviews/service.js';
import { coordinator, makeCase, makeParticipant, makeParty } from '../support/cases.js';
import { heldWhole, makeCourt, saveAll } from '../support/reports.js';
import { makeWorld, type World } from '../support/world.js';

const WORD = 'Vzjqkplanted';
const bytes = (world: World) => world.ctx.db.$client.serialize().toString('latin1').toLowerCase();
const dafinaOf = (world: World) => world.signedIn('Dafina', ['coordinator']).browser;

describe('somebody entered twice, and found to be one', () => {
  test('goes from the register with both, as long as no case names either', async () => {
    const world = makeWorld();
    const dafina = dafinaOf(world);
    const [a, b, c] = ['Arta', 'Artë', 'Artha'].map((name) => makeParty(world, `${name} ${WORD}`)) as [
      number,
      number,
      number,
    ];
    const other = makeParty(world, 'Drita Gjykatësi');
    await dafina.submit(`/staff/parties/${b}/same/${a}`, {});
    await dafina.submit(`/staff/parties/${c}/same/${b}`, {});
    expect(bytes(world)).toContain(WORD.toLowerCase());

    const gone = await dafina.submit(`/staff/parties/${c}/remove`, {});

    expect([gone.status, gone.location]).toEqual([303, '/staff/parties']);
    expect(bytes(world)).not.toContain(WORD.toLowerCase());
    expect([a, b, c].map((id) => partyById(world.ctx.db, id))).toEqual([undefined, undefined, undefined]);
    expect(partyById(world.ctx.db, other)?.name).toBe('Drita Gjykatësi');
  });

  test('stays while a case names one of them', async () => {
    const world = makeWorld();
    const dafina = dafinaOf(world);
    const caseId = makeCase(world);
    makeParticipant(world, caseId, { name: `Arta ${WORD}`, role: 'WIT', custody: null, party: 'new' });
    const named = world.ctx.db.$client.prepare('select id from parties').pluck().get() as number;
    const kept = makeParty(world, `Artë ${WORD}`);
    await dafina.submit(`/staff/parties/${kept}/same/${named}`, {});

    expect((await dafina.submit(`/staff/parties/${kept}/remove`, {})).status).toBe(409);
    expect([named, kept].map((id) => partyById(world.ctx.db, id)?.name)).toEqual([
      `Arta ${WORD}`,
      `Artë ${WORD}`,
    ]);
    expect(aliasesOf(world.ctx.db, kept).map(({ written }) => written)).toEqual([`Arta ${WORD}`]);
  });

  test('whom a case names is named otherwise, and the spelling that is taken away leaves no byte', async () => {
    const world = makeWorld();
    const dafina = dafinaOf(world);
    const caseId = makeCase(world);
    makeParticipant(world, caseId, { name: `Arta ${WORD}`, role: 'WIT', custody: null, party: 'new' });
    const gone = world.ctx.db.$client.prepare('select id from parties').pluck().get() as number;
    const kept = makeParty(world, 'Dëshmitarja D');
    await dafina.submit(`/staff/parties/${kept}/same/${gone}`, {});

    for (const { id } of aliasesOf(world.ctx.db, kept))
      await dafina.submit(`/staff/parties/${kept}/spellings/${id}/remove`, {});

    expect(bytes(world)).not.toContain(WORD.toLowerCase());
    expect((await dafina.get(`/staff/cases/${caseId}`)).text).toContain('Dëshmitarja D');
    expect((await dafina.get(`/staff/parties/${kept}`)).status).toBe(200);
  });
});

describe('what a report says the next hearing is for', () => {
  const next = (more: Record<string, string> = {}) => ({ next: { ...heldWhole.next, ...more } });
  const announced = (world: World, caseId: number, scheduledOn = '2026-11-12') =>
    hearingThen(world.ctx.db, { caseId, scheduledOn, scheduledTime: '10:00' });

  function filedWith(world: World, purpose: string) {
    const court = makeCourt(world);
    const { actor } = court.ivana;
    const id = reports.begin(world.ctx, actor, court.hearingId);
    saveAll(world, actor, id, { ...heldWhole, ...next({ nextPurpose: purpose }) });
    filings.file(world.ctx, actor, id);
    const luan = { ...court.dafina.actor, personId: world.signedIn('Luan', ['director']).personId };
    const note = 'Say it without the name.';
    reviews.decide(world.ctx, luan, { id, deed: 'return', note, questions: [], minutes: null, number: 1 });
    return { ...court, id, actor };
  }

  test('is put right on the calendar when the report is filed again', () => {
    const world = makeWorld();
    const { caseId, id, actor } = filedWith(world, `Arta ${WORD} is heard`);
    expect(announced(world, caseId)?.purpose).toContain(WORD);

    saveAll(world, actor, id, next({ nextPurpose: 'A witness is heard' }));
    filings.file(world.ctx, actor, id);

    expect(announced(world, caseId)).toMatchObject({ purpose: 'A witness is heard', courtroom: '3' });
    expect(bytes(world)).not.toContain(WORD.toLowerCase());
  });

  test('goes from a date that is announced no more', () => {
    const world = makeWorld();
    const { caseId, id, actor } = filedWith(world, `Arta ${WORD} is heard`);
    const before = announced(world, caseId)?.id ?? 0;

    saveAll(world, actor, id, next({ nextOn: '2026-11-19', nextPurpose: '' }));
    filings.file(world.ctx, actor, id);

    expect(announced(world, caseId, '2026-11-19')?.purpose).toBe('');
    expect(hearingById(world.ctx.db, before)).toMatchObject({ state: 'cancelled', purpose: '' });
    expect(bytes(world)).not.toContain(WORD.toLowerCase());
  });

  test('stays as staff wrote it meanwhile', () => {
    const world = makeWorld();
    const { caseId, id, actor } = filedWith(world, 'Documents');
    const there = announced(world, caseId);
    if (!there) throw new Error('nothing was announced');
    const { court, type, languages, scheduledTime, version } = there;
    const said = { court, type, languages, scheduledTime, version, courtroom: '7', purpose: 'Closing words' };
    hearings.change(world.ctx, coordinator, { ...said, id: there.id });

    saveAll(world, actor, id, next({ nextPurpose: 'Experts', nextRoom: '4' }));
    filings.file(world.ctx, actor, id);

    expect(announced(world, caseId)).toMatchObject({ purpose: 'Closing words', courtroom: '7' });
  });
});
