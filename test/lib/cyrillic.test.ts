import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toCyrillic, toLatin } from '../../src/lib/cyrillic.js';

const bothWays: [cyrillic: string, latin: string][] = [
  ['Његош', 'Njegoš'],
  ['ЊЕГОШ', 'NJEGOŠ'],
  ['Љубица', 'Ljubica'],
  ['ЉУБИЦА', 'LJUBICA'],
  ['Џафер', 'Džafer'],
  ['КОЊ', 'KONJ'],
  ['Ђорђе Чолаковић', 'Đorđe Čolaković'],
  [
    'а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш',
    'a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š',
  ],
  ['Пријава је примљена, 5. новембра у 23:59.', 'Prijava je primljena, 5. novembra u 23:59.'],
  ['ОДЛУКА О ПРИЈЕМУ', 'ODLUKA O PRIJEMU'],
  ['Џемпер и оџак', 'Džemper i odžak'],
];

test.each(bothWays)('%s is written %s in Latin, and back', (cyrillic, latin) => {
  expect(toLatin(cyrillic)).toBe(latin);
  expect(toCyrillic(latin)).toBe(cyrillic);
});

describe('toLatin', () => {
  test.each([
    ['Љ. Поповић', 'Lj. Popović'],
    ['УЉ.', 'ULJ.'],
    ['HLC и суд', 'HLC i sud'],
    ['инјекција', 'injekcija'],
    ['Prishtinë, ёщ', 'Prishtinë, ёщ'],
    ['и\u0306', 'й'],
    ['', ''],
  ])('writes %j as %j', (cyrillic, latin) => {
    expect(toLatin(cyrillic)).toBe(latin);
  });
});

describe('toCyrillic', () => {
  test.each([
    ['injekcija', 'инјекција'],
    ['INJEKCIJA', 'ИНЈЕКЦИЈА'],
    ['konjugacija', 'конјугација'],
    ['konjunktura', 'конјунктура'],
    ['Tanjug', 'Танјуг'],
    ['vanjezički', 'ванјезички'],
    ['nadživeti', 'надживети'],
    ['Nadživeo', 'Надживео'],
    ['NADŽIVETI', 'НАДЖИВЕТИ'],
    ['odžaliti', 'оджалити'],
    ['podžupan', 'поджупан'],
  ])('keeps two sounds apart in %s: %s', (latin, cyrillic) => {
    expect(toCyrillic(latin)).toBe(cyrillic);
  });

  test.each([
    ['konjušar', 'коњушар'],
    ['odžaklija', 'оџаклија'],
    ['hodža', 'хоџа'],
    ['injem', 'ињем'],
    ['ponjava', 'поњава'],
  ])('joins what only looks like an exception: %s is %s', (latin, cyrillic) => {
    expect(toCyrillic(latin)).toBe(cyrillic);
  });

  test.each([
    'HLC',
    'PDF',
    'DOCX',
    'JPG',
    'PNG',
    'EUR',
    'II',
    'IV',
    'VIII',
    'XIX',
    'ana.nikolic@example.org',
    'Ana+prijava@posta.hlc.example',
    'https://example.org/prijava?jezik=sr',
    'www.example.org',
    'hlc-kosovo.example',
    'uverenje.pdf',
    'mailto:ana@example.org',
    'WhatsApp',
    'Yumco',
    'Qazim',
    'Prishtinë',
    'Çerkez',
    'B2',
    'A4',
    'ЋИРИЛИЦА',
    '12.5',
    '',
  ])('leaves %j alone', (text) => {
    expect(toCyrillic(text)).toBe(text);
  });

  test.each([
    ['Pošaljite PDF ili JPG na prijave@example.org.', 'Пошаљите PDF или JPG на prijave@example.org.'],
    ['Troškovi do 50 EUR mesečno', 'Трошкови до 50 EUR месечно'],
    ['Izveštaj EULEX i UNMIK-a', 'Извештај EULEX и UNMIK-а'],
    ['I on i ja', 'И он и ја'],
    ['NE otvarajte datoteku', 'НЕ отварајте датотеку'],
    ['POZIV ZA PRAKSU U HLC', 'ПОЗИВ ЗА ПРАКСУ У HLC'],
    ['Radite u FHP Kosovo ili za FHP-a?', 'Радите у ФХП Косово или за ФХП-а?'],
    ['bez JavaScripta, uz Google Authenticator', 'без JavaScripta, уз Google Authenticator'],
    ['Enter otvara, datoteka (JSON)', 'Enter отвара, датотека (JSON)'],
    ['Kraj.Početak', 'Крај.Почетак'],
    ['godina: III, nivo: C1', 'година: III, ниво: C1'],
    ['c\u030cas', 'час'],
    ['ǌega ǈ ǅ', 'њега Љ Џ'],
  ])('writes %j as %j', (latin, cyrillic) => {
    expect(toCyrillic(latin)).toBe(cyrillic);
  });

  test('what it wrote in Cyrillic is read back as it was', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abcčćdđefghijklmnoprsštuvzž'), minLength: 1 });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const text = words.join(' ');

        expect(toLatin(toCyrillic(text))).toBe(text);
      }),
    );
  });

  test('no text makes it fail, and doing it twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = toCyrillic(text);

        expect(toCyrillic(once)).toBe(once);
      }),
    );
  });
});
