// A coordinator makes a letter fit for blind reading: suggestions, own additions, what readers get.
import { expect, test } from 'vitest';
import { redacted } from '../../src/redactions/service.js';
import { makeCall, wholeAnswers } from '../support/applications.js';
import { makeInReview, makeReader } from '../support/reading.js';
import { makeWorld } from '../support/world.js';

const words = 'I am Arta Krasniqi. In Prizren I met Besnik Gashi, who writes to besnik@example.org.';

function cast(letter = words) {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const arta = makeInReview(world, call, dafina.actor, {
    answers: { ...wholeAnswers(), letter: { letter } },
  });
  return { world, call, dafina, arta, url: `/staff/applications/${arta.id}/redaction` };
}

test('suggestions are ticked, a person takes one away and adds another, and readers get exactly that', async () => {
  const { world, dafina, arta, url } = cast();
  const page = await dafina.browser.get(url);
  for (const suggestion of ['Besnik Gashi', 'Prizren', 'besnik@example.org'])
    expect(page.text).toMatch(new RegExp(`name="hide" value="${suggestion}"[^>]* checked`));
  expect(redacted(world.ctx, arta.id)).toBeUndefined();

  const answer = await dafina.browser.submit(url, {
    hide: ['Besnik Gashi', 'besnik@example.org'],
    more: 'writes to\n',
    transcript: '',
  });

  expect(answer.status).toBe(303);
  expect(redacted(world.ctx, arta.id)?.letter).toBe('I am […]. In Prizren I met […], who […].');
  const again = await dafina.browser.get(url);
  expect(again.text).toContain('I am […]. In Prizren');
  expect(again.text).toContain('In Prizren I met <mark>');
  expect(again.text).not.toMatch(/value="Prizren"[^>]* checked/);
  expect(again.text).toMatch(/<textarea[^>]*name="more"[^>]*>\s*writes to/);
});

test('the writer’s own name is hidden whatever anybody ticks', async () => {
  const { world, dafina, arta, url } = cast();

  await dafina.browser.submit(url, { more: '', transcript: '' });

  expect(redacted(world.ctx, arta.id)?.letter).not.toMatch(/Arta|Krasniqi/);
});

test('what stands in the database is sealed, the hidden words too', async () => {
  const { world, dafina, url } = cast('Sealedword and Besnik Gashi of Arta Krasniqi');
  await dafina.browser.submit(url, { hide: ['Besnik Gashi'], more: 'plantedphrase', transcript: '' });

  const raw = world.ctx.db.$client.prepare('select * from redactions').all();
  expect(JSON.stringify(raw)).not.toMatch(/Sealedword|plantedphrase/);
  expect(
    Buffer.concat((raw as { sealed: Buffer }[]).map(({ sealed }) => sealed)).toString('latin1'),
  ).not.toMatch(/Sealedword|plantedphrase/);
});

test('a letter that is a file is typed out, and not confirmed before', async () => {
  const { world, dafina, arta, url } = cast();
  world.ctx.db.$client.prepare("update answers set body = '{}' where section = 'letter'").run();

  expect((await dafina.browser.submit(url, { more: '', transcript: '' })).status).toBe(422);
  await dafina.browser.submit(url, { more: '', transcript: 'Typed by staff: Arta Krasniqi wrote this' });

  expect(redacted(world.ctx, arta.id)?.letter).toBe('Typed by staff: […] wrote this');
});

test('two who confirm at once are told, too long is kept, and only coordinators get there', async () => {
  const { world, dafina, url } = cast();
  const luan = makeReader(world, 'Luan', 'director');
  const long = 'y'.repeat(4001);
  const wrong = await dafina.browser.submit(url, { more: long, transcript: '' });
  expect([wrong.status, wrong.text.includes(long)]).toEqual([422, true]);
  const teuta = makeReader(world, 'Teuta', 'coordinator');
  const open = await teuta.browser.get(url);
  await dafina.browser.submit(url, { more: '', transcript: '' });

  const field = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(open.text)?.[1] ?? '';
  const late = await teuta.browser.post(url, {
    _token: field('_token'),
    _key: field('_key'),
    version: '0',
    more: '',
    transcript: '',
  });
  expect(late.status).toBe(409);
  expect((await luan.browser.get(url)).status).toBe(403);
});
