// A device in plain words.
import { expect, test } from 'vitest';
import { deviceOf } from '../../src/sessions/present.js';

test('the usual browsers and systems have their names', () => {
  const chromium = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0';

  expect(deviceOf(`Mozilla/5.0 (Linux; Android 10; K) ${chromium} Mobile Safari/537.36`)).toBe(
    'Chrome, Android',
  );
  expect(deviceOf(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chromium} Safari/537.36 Edg/143.0.0.0`)).toBe(
    'Edge, Windows',
  );
  expect(
    deviceOf(
      `Mozilla/5.0 (Linux; Android 13; SM-A536B) ${chromium} SamsungBrowser/25.0 Mobile Safari/537.36`,
    ),
  ).toBe('Samsung Internet, Android');
  expect(deviceOf('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).toBe(
    'Firefox, Linux',
  );
  expect(
    deviceOf(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('Safari, iPhone');
  expect(
    deviceOf(
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
    ),
  ).toBe('Safari, Mac');
  expect(deviceOf('<script>alert(1)</script>')).toBe('');
});
