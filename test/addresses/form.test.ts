// What the forms about one's address take.
import { expect, test } from 'vitest';
import { ConfirmForm, NewAddressForm } from '../../src/addresses/form.js';

test('a new address is an address; confirming needs the token', () => {
  expect(NewAddressForm.safeParse({ email: 'A@Example.org' }).data).toEqual({
    email: 'a@example.org',
    password: '',
  });
  expect(NewAddressForm.safeParse({ email: 'a' }).success).toBe(false);
  expect(NewAddressForm.safeParse({}).success).toBe(false);
  expect(ConfirmForm.safeParse({}).success).toBe(false);
});
