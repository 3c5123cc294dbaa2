// The certificate: when the internship is over, in three languages, with the figures of that time alone.

import { expect, test } from 'vitest';
import { reviewQuestions } from '../../db/schema/reviews.js';
import { certificateOf } from '../../src/certificates/present.js';
import { taken } from '../../src/certificates/service.js';
import * as filings from '../../src/filings/service.js';
import { day } from '../../src/lib/time.js';
import { ownPlacement } from '../../src/placements/queries.js';
import { end } from '../../src/placements/service.js';
import * as reports from '../../src/reports/service.js';
import { decide } from '../../src/reviews/service.js';
import { heldWhole, makeCourt, saveAll } from '../support/reports.js';
import { makeWorld } from '../support/world.js';

test('figures of attended hearings, approved reports and rounds; before the end there is none', async () => {
  const world = makeWorld();
  const { ivana, blerim, dafina, hearingId } = makeCourt(world);
  const id = reports.begin(world.ctx, ivana.actor, hearingId);
  saveAll(world, ivana.actor, id, heldWhole);
  const file = () => filings.file(world.ctx, ivana.actor, id);
  const decision = { id, note: 'x', minutes: null, questions: [...reviewQuestions] };
  file();
  decide(world.ctx, dafina.actor, { ...decision, deed: 'return', number: 1 });
  file();
  decide(world.ctx, dafina.actor, { ...decision, deed: 'approve', number: 2 });
  const mine = '/my/placement/certificate/sq';
  const placement = ownPlacement(world.ctx.db, ivana.personId)?.placement;
  const staffs = `/staff/placements/${placement?.id}/certificate`;
  expect((await ivana.browser.get(mine)).status).toBe(404);
  expect((await dafina.browser.get(`${staffs}/en`)).status).toBe(404);

  expect((await blerim.browser.get(mine)).status).toBe(404);
  expect((await blerim.browser.get(`${staffs}/en`)).status).toBe(403);

  world.clock.pass(day);
  const { version = 0 } = placement ?? {};
  const over = { id: placement?.id ?? 0, version, reason: 'Sample', today: '2026-10-23' };
  end(world.ctx, dafina.actor, over);

  const figures = taken(world.ctx, dafina.actor, { placementId: over.id });
  expect(figures).toEqual({
    name: 'Ivana',
    startsOn: '2026-10-01',
    endsOn: '2026-10-23',
    attended: 1,
    approved: 1,
    medianRounds: 2,
  });
  const fresh = world.signedIn('Drita', ['coordinator']).browser;
  for (const language of ['sq', 'sr', 'en'] as const) {
    const pdf = await fresh.bytes(`${staffs}/${language}`);
    expect([pdf.status, pdf.headers['content-type'], pdf.body.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expect(certificateOf(language, figures, world.clock.now()).rows.map(({ value }) => value)).toEqual([
      '1',
      '1',
      '2',
    ]);
  }
  expect((await fresh.get(`${staffs}/fr`)).status).toBe(404);
  expect((await fresh.get(`/staff/placements/${over.id}`)).text).toContain(`${staffs}/sr`);
});
