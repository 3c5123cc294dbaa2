import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { type Answers, answersPdf } from '../../src/paper/answers.js';
import { makePdf } from '../../src/paper/maker.js';
import { pageImage, pageTexts } from '../../src/paper/pages.js';

const letters = 'č ć đ ž š ë ç Č Ć Đ Ž Š Ë Ç — “” „“ €';
const cyrillic = 'Љубица Његош Џафер ђ ћ ж ч ш А Б В Г Д';

const answers = (change: Partial<Answers> = {}): Answers => ({
  title: 'Application 2026',
  subtitle: 'Received 5 November 2026, 10:30, Prishtina time',
  language: 'sr-Latn',
  sections: [{ heading: 'About you', rows: [{ label: 'Name', value: 'Arta Krasniqi' }] }],
  footer: 'Humanitarian Law Center Kosovo',
  ...change,
});
const values = (...texts: string[]) =>
  answers({
    sections: [{ heading: 'Letter', rows: texts.map((value, i) => ({ label: `Question ${i + 1}`, value })) }],
  });
const squeezed = (text: string) => text.replace(/[\s\p{Cc}\ufffe]+/gu, '');

describe('the printed answers', () => {
  test('hold every heading, label, value and the page number', async () => {
    const [text = ''] = await pageTexts(await answersPdf(answers()));

    for (const part of [
      'Application 2026',
      'Prishtina time',
      'About you',
      'Name',
      'Arta Krasniqi',
      'Humanitarian Law Center Kosovo',
      '1 / 1',
    ]) {
      expect(text).toContain(part);
    }
  });

  test('hold all letters of our languages', async () => {
    const [text = ''] = await pageTexts(await answersPdf(values(letters, cyrillic)));

    expect(text).toContain(letters);
    expect(text).toContain(cyrillic);
  });

  test('keep line breaks and empty lines', async () => {
    const [text = ''] = await pageTexts(await answersPdf(values('first\r\nsecond\n\nfourth')));

    expect(text).toMatch(/first\s*\n\s*second\s*\n\s*fourth/);
  });

  test('a letter of many pages is whole, and its pages are counted', async () => {
    const words = Array.from({ length: 3000 }, (_, i) => `word${i}`);

    const texts = await pageTexts(await answersPdf(values(words.join(' '))));

    expect(texts.length).toBeGreaterThan(3);
    expect(texts.join('\n').match(/word\d+/g)).toEqual(words);
    texts.forEach((text, i) => {
      expect(text).toContain(`${i + 1} / ${texts.length}`);
    });
  });

  test('a word without end wraps instead of running off the page', async () => {
    const endless = `https://example.org/${'abcdefghij'.repeat(60)}`;

    const pdf = await answersPdf(values(endless));

    const [text = ''] = await pageTexts(pdf);
    expect(squeezed(text)).toContain(endless);
    const { data, info } = await sharp(await pageImage(pdf, 1, 600))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const edge = Array.from({ length: info.height }, (_, y) =>
      data.subarray(y * info.width + 565, (y + 1) * info.width),
    );
    expect(Math.min(...edge.flatMap((row) => [...row]))).toBeGreaterThan(240);
  });

  test('a long address in a letter does not tear its other words apart', async () => {
    const address = `https://example.org/${'abcdefghij'.repeat(8)}`;
    const words = Array.from({ length: 60 }, (_, i) => `unbroken${i}`);

    const [text = ''] = await pageTexts(
      await answersPdf(values(`${words.join(' ')} ${address} ${words.join(' ')}`)),
    );

    expect(text.match(/unbroken\d+/g)).toEqual([...words, ...words]);
    expect(squeezed(text)).toContain(address);
  });

  test('say their language and title to screen readers', async () => {
    const pdf = (await answersPdf(answers())).toString('latin1');

    expect(pdf).toMatch(/\/Lang \(sr-Latn\)/);
    expect(pdf).toMatch(/\/DisplayDocTitle true/);
  });

  test('fetch nothing, and take no text for a picture or a command', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked += 1;
      response.end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    const evil = `http://127.0.0.1:${port}/x.png {{page}} <b>bold</b> (x) Tj ET /JS`;

    const pdf = await answersPdf(
      answers({
        title: evil,
        footer: evil,
        sections: [{ heading: evil, rows: [{ label: evil, value: evil }] }],
      }),
    );
    const picture = makePdf({ content: [{ image: `http://127.0.0.1:${port}/x.png` }] });

    await expect(picture).rejects.toThrow('cannot be made');
    expect(asked).toBe(0);
    expect(squeezed((await pageTexts(pdf)).join(''))).toContain(
      squeezed('{{page}} <b>bold</b> (x) Tj ET /JS'),
    );
    server.close();
  });

  test('are made beside everything else: the process goes on meanwhile, and the next one is made after a bad one', async () => {
    const words = Array.from({ length: 5000 }, (_, i) => `word${i}`).join(' ');
    await answersPdf(answers());
    let turns = 0;
    let isOver = false;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    turn();

    const long = answersPdf(values(words));
    const bad = makePdf({ content: [{ image: 'data:image/png;base64,AAAA' }] });
    const short = answersPdf(answers());

    const [written, wrong, next] = await Promise.allSettled([long, bad, short]);
    isOver = true;
    expect([written.status, wrong.status, next.status]).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    // Made here, these thousands of words would have let nothing else have its turn.
    expect(turns).toBeGreaterThan(1000);
  });

  test('are made even when there is nothing to say', async () => {
    const pdf = await answersPdf({
      title: '',
      subtitle: '',
      language: 'en',
      sections: [
        { heading: 'Empty', rows: [] },
        { heading: '', rows: [{ label: '', value: '' }] },
      ],
      footer: '',
    });

    expect((await pageTexts(pdf)).length).toBe(1);
  });

  test('are made of any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect((await answersPdf(values(text))).length).toBeGreaterThan(1000);
      }),
      { numRuns: 25 },
    );
  });
});
