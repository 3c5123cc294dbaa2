// What a coordinator says when planning a session: where, in which languages, who sits there, and at which times.
import { z } from 'zod';
import { textLanguages } from '../calls/form.js';
import { choices, ids, integer, isoDate, localTime, text } from '../lib/fields.js';
import { PANEL_MIN } from './rules.js';

const id = () => integer({ required: true, min: 1 });

const isMeetingLink = (link: string | null) => link === null || /^https:\/\/[^\s/]+\.[^\s]+$/.test(link);

export const SessionForm = z.object({
  callId: id(),
  place: text({ max: 160, min: 3, required: true }),
  link: text({ max: 300 }).refine(isMeetingLink, 'interviews.problem.link'),
  languages: choices(textLanguages, { required: true }),
  panel: ids({ least: PANEL_MIN, few: 'interviews.problem.two' }),
});

const always = { when: () => true };
const bothOrNone = (input: { lunchFrom: string | null; lunchTo: string | null }) =>
  (input.lunchFrom ?? null) === null
    ? (input.lunchTo ?? null) === null
    : (input.lunchTo ?? '') > (input.lunchFrom ?? '');

export const SlotsForm = z
  .object({
    day: isoDate({ required: true }),
    first: localTime({ required: true }),
    minutes: integer({ required: true, min: 5, max: 240 }),
    pause: integer({ required: true, min: 0, max: 120 }),
    count: integer({ required: true, min: 1, max: 40 }),
    lunchFrom: localTime(),
    lunchTo: localTime(),
  })
  .refine(bothOrNone, { path: ['lunchTo'], error: 'interviews.problem.lunch', ...always });
