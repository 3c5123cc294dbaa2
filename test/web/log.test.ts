// What is written down of a failure: where it happened, never what somebody typed.
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { logOptions } from '../../src/web/log.js';

test('the log of a failure holds its kind and its place, and no word of its message or its cause', () => {
  const lines: string[] = [];
  const log = pino(logOptions('info'), { write: (line: string) => void lines.push(line) });
  const cause = new Error('no such row: arta@example.org');

  log.error({ err: new TypeError('cannot read "Arta Shembulli"', { cause }), requestId: '7' }, 'unexpected');

  expect(lines.join('')).toContain('"type":"TypeError"');
  expect(lines.join('')).toContain('log.test.ts');
  expect(lines.join('')).not.toMatch(/arta|hostname|"pid"/i);
});

test('a line of what somebody typed that begins as those of a stack do is no place', () => {
  const lines: string[] = [];
  const log = pino(logOptions('info'), { write: (line: string) => void lines.push(line) });
  const typed = 'params: He stood\n    at the house of Arta (village: Shembull)\nat Arta:1:1';
  const late = new Error('short');
  late.stack = `Error: ${typed}\n${late.stack}`;

  log.error({ err: new Error(typed) }, 'unexpected');
  log.error({ err: late }, 'unexpected');

  expect(lines.join('')).toContain('log.test.ts');
  expect(lines.join('')).not.toMatch(/arta|shembull/i);
});
