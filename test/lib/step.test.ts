import { describe, expect, test } from 'vitest';
import { IllegalMove, legalEvents, type Moves, step } from '../../src/lib/step.js';

type State = 'draft' | 'sent' | 'asked' | 'gone';
type Role = 'applicant' | 'staff';

const moves = {
  send: { from: ['draft'], to: 'sent', by: ['applicant'], mail: 'receipt' },
  edit: { from: ['draft', 'sent'], to: 'same', by: ['applicant', 'staff'] },
  ask: { from: ['sent'], to: 'asked', by: ['staff'] },
  answer: { from: ['asked'], to: 'return', by: ['applicant'] },
  withdraw: { from: ['draft', 'sent', 'asked'], to: 'gone', by: ['applicant'] },
} as const satisfies Moves<State, Role>;

const states = ['draft', 'sent', 'asked', 'gone'] as const;
const roles = ['applicant', 'staff'] as const;

describe('step', () => {
  test('moves to the state the event leads to', () => {
    expect(step(moves, 'send', 'draft', 'applicant')).toBe('sent');
  });

  test('stays where it is when the event changes no state', () => {
    expect([step(moves, 'edit', 'draft', 'staff'), step(moves, 'edit', 'sent', 'applicant')]).toEqual([
      'draft',
      'sent',
    ]);
  });

  test('goes back to where the detour began', () => {
    expect(step(moves, 'answer', 'asked', 'applicant', 'sent')).toBe('sent');
  });

  test('does not guess where to go back to', () => {
    expect(() => step(moves, 'answer', 'asked', 'applicant')).toThrow(TypeError);
  });

  test('an illegal move says which event, state and role it was', () => {
    let thrown: unknown;
    try {
      step(moves, 'ask', 'draft', 'staff');
    } catch (error) {
      thrown = error;
    }

    expect(thrown).toBeInstanceOf(IllegalMove);
    expect(thrown).toMatchObject({ event: 'ask', state: 'draft', role: 'staff' });
  });

  test.each(['nonsense', 'toString', '__proto__', 'constructor'])(
    'refuses the event %s, which nobody wrote',
    (event) => {
      expect(() => step(moves, event as 'send', 'draft', 'applicant')).toThrow(IllegalMove);
    },
  );

  test('allows exactly what is listed as legal', () => {
    for (const state of states) {
      for (const role of roles) {
        const legal = legalEvents(moves, state, role);
        for (const event of Object.keys(moves) as (keyof typeof moves)[]) {
          const attempt = () => step(moves, event, state, role, 'draft');
          if (legal.includes(event)) expect(states).toContain(attempt());
          else expect(attempt).toThrow(IllegalMove);
        }
      }
    }
  });

  test('a misspelt event is refused by the compiler, an unknown state at run time', () => {
    // @ts-expect-error no such event
    expect(() => step(moves, 'sned', 'draft', 'applicant')).toThrow(IllegalMove);
    expect(() => step(moves, 'send', 'drfat', 'applicant')).toThrow(IllegalMove);
  });
});

describe('legalEvents', () => {
  test.each([
    ['draft', 'applicant', ['send', 'edit', 'withdraw']],
    ['draft', 'staff', ['edit']],
    ['sent', 'staff', ['edit', 'ask']],
    ['asked', 'applicant', ['answer', 'withdraw']],
    ['asked', 'staff', []],
    ['gone', 'applicant', []],
  ] as const)('in %s the %s may %j', (state, role, events) => {
    expect(legalEvents(moves, state, role)).toEqual(events);
  });
});
