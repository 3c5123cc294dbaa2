// Ties of monitors to cases: declared by staff, lifted by staff, each known once.
import { beforeAll, expect, test } from 'vitest';
import { tiesTo } from '../../src/ties/queries.js';
import { makeCase } from '../support/cases.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let ivana: { browser: Browser; personId: number };
let id: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  ivana = world.signedIn('Ivana', ['intern']);
  id = makeCase(world);
});

const declare = (fields: Record<string, string>) =>
  dafina.submit(`/staff/cases/${id}/ties`, { personId: String(ivana.personId), kind: 'family', ...fields });

test.each([
  ['personId', '999999'],
  ['personId', ''],
  ['kind', 'enemy'],
])('%s wrong is told: "%s"', async (field, value) => {
  const { status, text } = await declare({ [field]: value });

  expect(status).toBe(422);
  expect(text).toContain(`id="${field}-error"`);
});

test('a tie is declared once, shown, and lifted', async () => {
  const first = await declare({});
  const shown = await dafina.get(`/staff/cases/${id}/ties`);
  const [tie] = tiesTo(world.ctx.db, id);
  const lifted = await dafina.submit(`/staff/cases/${id}/ties/${tie?.id}/lift`, {});

  expect(first.status).toBe(303);
  expect(shown.text).toContain('Ivana · family of somebody in the case');
  expect(shown.text).toContain('There is no intern without a declared tie.');
  expect(lifted.status).toBe(303);
  expect(tiesTo(world.ctx.db, id)).toEqual([]);
  expect((await dafina.get(`/staff/cases/${id}/ties/${tie?.id}/lift`)).status).toBe(404);
});

test('the director does not declare, and an intern is told nothing', async () => {
  const luan = world.signedIn('Luan', ['director']).browser;

  expect((await luan.get(`/staff/cases/${id}/ties`)).status).toBe(403);
  expect((await ivana.browser.get(`/staff/cases/${id}/ties`)).status).toBe(403);
});
