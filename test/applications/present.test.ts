// What pages say of an application as a whole.
import { expect, test } from 'vitest';
import { applicationStates } from '../../db/schema/applications.js';
import { headOf, mineOf, stageOf, stagesOf } from '../../src/applications/present.js';
import { isTextKey } from '../../src/i18n/index.js';

const blank = {
  fallsBackTo: null,
  summary: '',
  about: '',
  tasks: '',
  conditionsIntro: '',
  priorityNote: '',
  encouragedNote: '',
  costs: '',
  howToApply: '',
  afterwards: '',
  privacyNote: '',
  project: '',
  donor: '',
};
const texts = [
  { ...blank, language: 'sq' as const, title: 'Praktikë' },
  { ...blank, language: 'sr' as const, title: 'Praksa' },
  { ...blank, language: 'en' as const, title: 'Internship' },
];
const application = { id: 7, state: 'submitted' as const, reference: 'HLC-2026-0042' };

test('every state has a stage and a next step in words', () => {
  const keys = applicationStates.flatMap((state) => {
    const { labelKey, nextKey } = stageOf(state);
    return [labelKey, nextKey];
  });

  expect(keys.filter((key) => !isTextKey(key))).toEqual([]);
});

test('the four stages: what is behind, where it stands, what is to come; none once it is over', () => {
  expect(stagesOf('in_review')).toEqual([
    { labelKey: 'applications.road.sent', past: true, current: false },
    { labelKey: 'applications.road.reading', past: false, current: true },
    { labelKey: 'applications.road.interview', past: false, current: false },
    { labelKey: 'applications.road.decision', past: false, current: false },
  ]);
  expect(stagesOf('withdrawn')).toEqual([]);
  expect(stagesOf('draft')).toEqual([]);
});

test('the head leads back to where these pages begin, for the applicant and for staff', () => {
  const shown = { application, call: { slug: '2026', closesAt: 1 }, texts };

  expect(headOf(shown, 'en', '/my/applications')).toEqual({
    id: 7,
    base: '/my/applications/7',
    backLabel: 'Back to your application',
    entry: false,
    reference: 'HLC-2026-0042',
    draft: false,
    callTitle: 'Internship',
    callUrl: '/calls/2026',
    closesAt: 1,
  });
  expect(headOf(shown, 'sr-Cyrl', '/staff/entries')).toMatchObject({
    base: '/staff/entries/7',
    entry: true,
    callTitle: 'Пракса',
  });
});

test('one’s own list says each application’s call and stage in the reader’s language', () => {
  expect(mineOf([{ application, texts }], 'sq')).toEqual([
    {
      url: '/my/applications/7',
      title: 'Praktikë',
      reference: 'HLC-2026-0042',
      state: 'Ka arritur',
      tone: 'good',
    },
  ]);
});
