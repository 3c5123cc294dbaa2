// The calendar files, read by a parser that is not the one that wrote them: updates, hours in UTC, nobody else's data.
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import type { Language } from '../../src/access/actor.js';
import * as bookings from '../../src/bookings/service.js';
import { fileOf } from '../../src/calendars/service.js';
import { deliverMail } from '../../src/jobs/deliver-mail.js';
import { toInstant } from '../../src/lib/time.js';
import { makeCall } from '../support/applications.js';
import { makeInvited, makePanel, makeSession } from '../support/interviews.js';
import { openPostOffice } from '../support/post-office.js';
import { makeWorld, type World } from '../support/world.js';

function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const component = calendar.getFirstSubcomponent('vevent');
  if (!component) throw new Error('there is no event');
  const event = new ICAL.Event(component);
  return {
    method: calendar.getFirstPropertyValue('method'),
    uid: event.uid,
    sequence: event.sequence,
    starts: event.startDate.toJSDate().getTime(),
    ends: event.endDate.toJSDate().getTime(),
    zone: event.startDate.zone.tzid,
    status: component.getFirstPropertyValue('status'),
    summary: event.summary,
    location: event.location,
    organizer: String(component.getFirstPropertyValue('organizer')),
    attendees: event.attendees.map((one) => String(one.getFirstValue()).toLowerCase()),
  };
}

/** Each calendar file of each letter, as it would leave, with the letter it belongs to. */
function filesOf(world: World) {
  return world.ctx.db
    .select()
    .from(letters)
    .all()
    .flatMap(({ letter, personId, recipient, language, attachments }) =>
      attachments
        .filter(({ kind }) => kind === 'interview')
        .map(({ id }) => {
          const to = { personId, email: recipient ?? '', language };
          const text = fileOf(world.ctx, id, to).content.toString();
          return { letter, recipient, text, ...read(text) };
        }),
    );
}

function booked(name = 'Arta', language: Language = 'en', plan = {}) {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const session = makeSession(world, call, dafina, [dafina.personId, mira.personId], plan, {
    link: 'https://meet.example.org/a',
  });
  const arta = makeInvited(world, call, name, language);
  const choose = (index: number) =>
    bookings.choose(world.ctx, arta.actor, { id: arta.id, slotId: session.slots[index]?.id ?? 0 });
  choose(0);
  return { world, call, dafina, mira, session, arta, choose };
}

test('one booking is one event in every calendar: the same UID, a rising SEQUENCE, then CANCEL', () => {
  const { world, arta, choose } = booked();
  choose(1);
  bookings.cancelOwn(world.ctx, arta.actor, { id: arta.id });

  const own = filesOf(world).filter(({ recipient }) => recipient === 'arta@example.org');
  expect(own.map(({ method, sequence, status }) => [method, sequence, status])).toEqual([
    ['REQUEST', 0, 'CONFIRMED'],
    ['REQUEST', 1, 'CONFIRMED'],
    ['CANCEL', 2, 'CANCELLED'],
  ]);
  expect(new Set(filesOf(world).map(({ uid }) => uid)).size).toBe(1);
  choose(2);
  expect(new Set(filesOf(world).map(({ uid }) => uid)).size).toBe(2);
});

test('hours are in UTC, the organiser is the contact of the call, the attendee is the reader', () => {
  const { world } = booked();
  const [own, ...panel] = filesOf(world);

  expect(own).toMatchObject({
    zone: 'UTC',
    starts: toInstant('2026-11-02', '09:00'),
    ends: toInstant('2026-11-02', '09:30'),
    summary: 'Interview at HLC Kosovo',
    location: 'HLC Kosovo, second floor',
    organizer: 'mailto:internships@example.org',
    attendees: ['mailto:arta@example.org'],
  });
  expect(own?.text).toContain('DTSTART:20261102T080000Z');
  expect(own?.text).not.toMatch(/TZID|VTIMEZONE/);
  for (const { text } of panel) expect(text).not.toMatch(/arta/i);
  expect(panel.map(({ summary, attendees }) => [summary, attendees])).toEqual([
    ['Interview HLC-2026-0001', ['mailto:dafina@example.org']],
    ['Razgovor HLC-2026-0001', ['mailto:mira@example.org']],
  ]);
  for (const { text } of filesOf(world))
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
});

test('a letter that leaves late still says what it said', () => {
  const { world, choose } = booked();
  const before = filesOf(world)[0]?.text;
  choose(1);

  expect(filesOf(world)[0]?.text).toBe(before);
});

test.each<[string, string, string, string]>([
  ['the last Sunday of October', '2026-10-24', '2026-10-26', '20261024T083000Z 20261026T093000Z'],
  // Easter Monday in between is no day for interviews.
  ['the last Sunday of March', '2027-03-27', '2027-03-30', '20270327T093000Z 20270330T083000Z'],
])(
  'across %s the page, the letter and the file show the same hour, in three languages',
  async (_name, before, after, utc) => {
    const seen: string[] = [];
    for (const language of ['sq', 'sr', 'en'] as const) {
      const world = makeWorld();
      const call = makeCall(world);
      const { dafina, mira } = makePanel(world);
      const at = { first: '10:30', count: 1 };
      const days = [before, after].map((day) =>
        makeSession(world, call, dafina, [dafina.personId, mira.personId], { ...at, day }),
      );
      const starts: string[] = [];
      for (const [index, { slots }] of days.entries()) {
        const one = makeInvited(world, call, `Person ${index}`, language);
        const page = await one.browser.get(`${one.url}/interview`);
        expect(page.text).toMatch(/10:30, (koha e Prishtinës|po prištinskom vremenu|Prishtina time)/);
        bookings.choose(world.ctx, one.actor, { id: one.id, slotId: slots[0]?.id ?? 0 });
        const letter = world.letters().filter((each) => each.letter === 'interview-confirmed')[index];
        expect(letter?.text).toMatch(/10:30 \((koha e Prishtinës|po prištinskom vremenu|Prishtina time)\)/);
        const file = filesOf(world).filter((each) => each.letter === 'interview-confirmed')[index];
        expect(file?.starts).toBe(toInstant([before, after][index] ?? '', '10:30'));
        expect((file?.ends ?? 0) - (file?.starts ?? 0)).toBe(30 * 60_000);
        starts.push(/DTSTART:(\S+)/.exec(file?.text ?? '')?.[1] ?? '');
      }
      seen.push(starts.join(' '));
    }

    expect(seen).toEqual([utc, utc, utc]);
  },
);

test('a letter leaves with the file beside its words and as an attachment, for its reader alone', async () => {
  const office = await openPostOffice();
  const { world } = booked();
  const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url.split('?')[0] ?? '' } };

  await deliverMail.run(ctx, new AbortController().signal);

  const letter = office.received.find(({ subject }) => subject?.startsWith('Time of your interview'));
  const files = letter?.attachments.filter(({ contentType }) => /calendar|ics/.test(contentType)) ?? [];
  expect(files.length).toBeGreaterThan(0);
  const text = files[0]?.content.toString() ?? '';
  expect(read(text)).toMatchObject({ method: 'REQUEST', attendees: ['mailto:arta@example.org'] });
});
