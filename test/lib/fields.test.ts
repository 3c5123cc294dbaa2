import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import * as fields from '../../src/lib/fields.js';

/** The value, or the message key. */
function read(field: z.ZodType, raw: unknown): unknown {
  const result = field.safeParse(raw);
  return result.success ? { value: result.data } : result.error.issues.map((issue) => issue.message);
}

const every: [name: string, optional: z.ZodType, required: z.ZodType][] = [
  ['text', fields.text({ max: 9 }), fields.text({ max: 9, required: true })],
  ['longText', fields.longText({ max: 9 }), fields.longText({ max: 9, required: true })],
  ['choice', fields.choice(['a']), fields.choice(['a'], { required: true })],
  ['integer', fields.integer(), fields.integer({ required: true })],
  ['decimal', fields.decimal(), fields.decimal({ required: true })],
  ['isoDate', fields.isoDate(), fields.isoDate({ required: true })],
  ['localTime', fields.localTime(), fields.localTime({ required: true })],
  ['email', fields.email(), fields.email({ required: true })],
  ['phone', fields.phone(), fields.phone({ required: true })],
];

describe.each(every)('%s', (name, optional, required) => {
  test.each([undefined, null, '', '   ', '\r\n\t', '\u200b'])(
    'is null when %j was sent, and never zero',
    (raw) => {
      expect(read(optional, raw)).toEqual({ value: null });
      // Nobody fills in radio buttons.
      expect(read(required, raw)).toEqual([name === 'choice' ? 'form.choice' : 'form.required']);
    },
  );

  test.each([[['a', 'b']], [{ a: 'b' }], [1], [true]])('refuses %j, which no text field sends', (raw) => {
    expect(read(optional, raw)).toEqual(['form.invalid']);
    expect(read(required, raw)).toEqual(['form.invalid']);
  });

  test('answers only with keys of the list, whatever is sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const result = required.safeParse(raw);
        for (const { message } of result.error?.issues ?? []) expect(fields.fieldProblems).toContain(message);
      }),
    );
  });
});

test('a field that is missing in the form counts as blank', () => {
  const form = z.object({
    name: fields.text({ max: 9, required: true }),
    year: fields.integer(),
    agreed: fields.checkbox(),
    languages: fields.choices(['sq', 'sr']),
  });

  expect(form.safeParse({ name: 'Arta' })).toEqual({
    success: true,
    data: { name: 'Arta', year: null, agreed: false, languages: [] },
  });
  expect(form.safeParse({}).error?.issues).toMatchObject([{ path: ['name'], message: 'form.required' }]);
});

test('a form knows the types of its fields', () => {
  const form = z.object({
    name: fields.text({ max: 9, required: true }),
    year: fields.integer(),
    kind: fields.choice(['a', 'b'], { required: true }),
  });
  const value: z.infer<typeof form> = { name: 'Arta', year: null, kind: 'b' };

  expect(form.parse({ name: 'Arta', kind: 'b' })).toEqual(value);
});

test('a limit that was passed stands beside its key', () => {
  const issue = fields.text({ max: 3 }).safeParse('four').error?.issues[0];

  expect(issue).toMatchObject({ message: 'form.too_long', params: { max: 3 } });
});

describe('text', () => {
  test.each([
    ['  Arta  ', 'Arta'],
    ['C\u030colak', 'Čolak'],
    ['one\r\ntwo', 'one two'],
    ['one\ttwo', 'one two'],
    ['12345678', '12345678'],
    ['👩‍⚖️', '👩‍⚖️'],
  ])('reads %j as %j', (raw, value) => {
    expect(read(fields.text({ max: 8 }), raw)).toEqual({ value });
  });

  test.each([
    ['123456789', 'form.too_long'],
    ['1', 'form.too_short'],
    ['a\0b', 'form.characters'],
    ['a\u001bb', 'form.characters'],
    ['a\u0085b', 'form.characters'],
    ['a\u202eb', 'form.characters'],
    ['a\ud800b', 'form.characters'],
  ])('refuses %j with %s', (raw, key) => {
    expect(read(fields.text({ min: 2, max: 8 }), raw)).toEqual([key]);
  });
});

describe('longText', () => {
  test.each([
    [' one\r\n\r\ntwo\rthree ', 'one\n\ntwo\nthree'],
    ['a\tb', 'a\tb'],
  ])('reads %j as %j', (raw, value) => {
    expect(read(fields.longText({ max: 20 }), raw)).toEqual({ value });
  });

  test('counts a line break once, as the browser does', () => {
    expect(read(fields.longText({ max: 3 }), 'a\r\nb')).toEqual({ value: 'a\nb' });
    expect(read(fields.longText({ max: 2 }), 'a\r\nb')).toEqual(['form.too_long']);
  });

  test.each(['a\0b', 'a\u0007b', 'a\u2066b'])('refuses %j', (raw) => {
    expect(read(fields.longText({ max: 20 }), raw)).toEqual(['form.characters']);
  });
});

describe('choice', () => {
  test.each([
    ['third', { value: 'third' }],
    [' third ', { value: 'third' }],
    ['fifth', ['form.choice']],
    ['THIRD', ['form.choice']],
    ['toString', ['form.choice']],
  ])('answers %j with %j', (raw, expected) => {
    expect(read(fields.choice(['third', 'fourth']), raw)).toEqual(expected);
  });
});

describe('checkbox', () => {
  test.each([
    ['on', { value: true }, { value: true }],
    [undefined, { value: false }, ['form.tick']],
    ['', { value: false }, ['form.tick']],
    ['false', ['form.invalid'], ['form.invalid']],
    ['true', ['form.invalid'], ['form.invalid']],
    [['on', 'on'], ['form.invalid'], ['form.invalid']],
  ])('answers %j with %j, and with %j when it must be ticked', (raw, optional, required) => {
    expect(read(fields.checkbox(), raw)).toEqual(optional);
    expect(read(fields.checkbox({ required: true }), raw)).toEqual(required);
  });
});

describe('choices', () => {
  test.each([
    [undefined, { value: [] }],
    ['', { value: [] }],
    ['sr', { value: ['sr'] }],
    [['sr', 'sq'], { value: ['sq', 'sr'] }],
    [['sr', 'sr'], { value: ['sr'] }],
    [['sr', ''], { value: ['sr'] }],
    [['sr', 'de'], ['form.choice']],
    [{ 0: 'sr' }, ['form.choice']],
    [[['sr']], ['form.choice']],
  ])('answers %j with %j', (raw, expected) => {
    expect(read(fields.choices(['sq', 'sr', 'en']), raw)).toEqual(expected);
  });

  test('may ask for one at least', () => {
    expect(read(fields.choices(['sq'], { required: true }), [])).toEqual(['form.choice']);
    expect(read(fields.choices(['sq'], { required: true }), 'sq')).toEqual({ value: ['sq'] });
  });
});

describe('integer', () => {
  test.each([
    ['3', { value: 3 }],
    [' 4 ', { value: 4 }],
    ['04', { value: 4 }],
    ['2', ['form.range']],
    ['5', ['form.range']],
    ['-3', ['form.range']],
    ['3.0', ['form.integer']],
    ['3,5', ['form.integer']],
    ['1e1', ['form.integer']],
    ['+3', ['form.integer']],
    ['three', ['form.integer']],
    ['1234567890123456', ['form.integer']],
  ])('between 3 and 4 answers %j with %j', (raw, expected) => {
    expect(read(fields.integer({ min: 3, max: 4 }), raw)).toEqual(expected);
  });

  test.each([
    ['-7', -7],
    ['0', 0],
    ['-0', 0],
  ])('reads %j as %d', (raw, value) => {
    expect(read(fields.integer(), raw)).toEqual({ value });
  });
});

test.each([
  ['7', { value: 7 }],
  ['', ['form.choice']],
  [undefined, ['form.choice']],
  ['0', ['form.choice']],
  ['-1', ['form.choice']],
  ['somebody', ['form.choice']],
])('an id from a list answers %j with %j', (raw, expected) => {
  expect(read(fields.chosenId(), raw)).toEqual(expected);
});

describe('decimal', () => {
  test.each([
    ['7,5', { value: 75_000 }],
    ['7.501', { value: 75_010 }],
    ['5', { value: 50_000 }],
    ['10', { value: 100_000 }],
    ['4.9999', ['form.range']],
    ['10.0001', ['form.range']],
    ['7.50001', ['form.decimal_precise']],
    ['seven', ['form.decimal']],
    ['-7', ['form.decimal']],
  ])('on the scale from 5 to 10 answers %j with %j', (raw, expected) => {
    expect(read(fields.decimal({ min: 50_000, max: 100_000 }), raw)).toEqual(expected);
  });
});

test.each([
  ['2026-11-05', { value: '2026-11-05' }],
  ['2026-02-31', ['form.date']],
  ['0', ['form.date']],
  ['5.11.2026', ['form.date']],
  ['2026-11-05T10:00', ['form.date']],
  ['9999-12-31', ['form.date']],
  ['2199-12-31', { value: '2199-12-31' }],
  ['0001-01-01', ['form.date']],
])('isoDate answers %j with %j', (raw, expected) => {
  expect(read(fields.isoDate(), raw)).toEqual(expected);
});

test.each([
  ['09:30', { value: '09:30' }],
  ['9:30', { value: '09:30' }],
  ['9.30', { value: '09:30' }],
  ['00:00', { value: '00:00' }],
  ['23:59', { value: '23:59' }],
  ['24:00', ['form.time']],
  ['9', ['form.time']],
  ['930', ['form.time']],
  ['9:3', ['form.time']],
])('localTime answers %j with %j', (raw, expected) => {
  expect(read(fields.localTime(), raw)).toEqual(expected);
});

describe('email', () => {
  const longest = `${'a'.repeat(64)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.com`;

  test.each([
    [' Arta.Krasniqi@Example.ORG ', 'arta.krasniqi@example.org'],
    ['a+b@x-y.example.co', 'a+b@x-y.example.co'],
    ["o'brien@example.org", "o'brien@example.org"],
    [longest, longest],
  ])('reads %j as %j', (raw, value) => {
    expect(read(fields.email(), raw)).toEqual({ value });
  });

  test.each([
    'arta',
    'arta@',
    '@example.org',
    'arta@example',
    'arta@@example.org',
    'a b@example.org',
    '.a@example.org',
    'a.@example.org',
    'a..b@example.org',
    'a@-x.org',
    'a@x-.org',
    'a@x..org',
    'a@x.org.',
    'a@1.2.3.4',
    'arta@example.org, b@example.org',
    'Arta <arta@example.org>',
    'ärta@example.org',
    `${'a'.repeat(65)}@example.org`,
    `d${longest}`,
    longest.replace('d', 'dd'),
    'a@b.org\nbcc: c@d.org',
  ])('refuses %j', (raw) => {
    expect(read(fields.email(), raw)).toEqual(['form.email']);
  });
});

test.each([
  ['+383 44 123 456', { value: '+38344123456' }],
  ['00383 44/123-456', { value: '+38344123456' }],
  ['+383 (0)44 123.456', { value: '+38344123456' }],
  ['(044) 123–456', { value: '044123456' }],
  ['123456', { value: '123456' }],
  ['12345', ['form.phone']],
  ['+123456789012345', { value: '+123456789012345' }],
  ['+1234567890123456', ['form.phone']],
  ['44 CALL ME', ['form.phone']],
  ['4+4123456', ['form.phone']],
])('phone answers %j with %j', (raw, expected) => {
  expect(read(fields.phone(), raw)).toEqual(expected);
});
