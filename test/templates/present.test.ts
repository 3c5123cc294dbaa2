// The sample beside a text of a letter: in the language of the text, its days too.
import { expect, test } from 'vitest';
import { templated } from '../../src/mail/rules.js';
import { sampleData } from '../../src/templates/present.js';

const english =
  /Prishtina time|January|February|March|April|June|July|August|September|October|November|December|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day/;
const about = { title: 'Praksa', baseUrl: 'https://apply.example.org' };

test.each(['sq', 'sr'] as const)('no day of a sample in %s is written in English', (language) => {
  const faults = templated.flatMap((letter) =>
    Object.entries(sampleData(letter, language, about))
      .filter(([, value]) => english.test(String(value)))
      .map(([name]) => `${letter}.${name}`),
  );

  expect(templated.length).toBeGreaterThan(20);
  expect(faults).toEqual([]);
});

test('a day, a day of the week and an hour of a sample are what they were', () => {
  expect(sampleData('offer', 'sr', about)).toMatchObject({
    starts: '1. februara 2027.',
    replyBy: 'petak, 11. decembra 2026.',
  });
  expect(sampleData('interview-reminder', 'en', about)).toMatchObject({
    when: 'Thursday, 26 November 2026, 10:30 (Prishtina time)',
  });
});
