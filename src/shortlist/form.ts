// How many a meeting takes, and the order it looked at.
import { z } from 'zod';
import { integer, text } from '../lib/fields.js';

export const MOST = 500;

/** From an address; null when it says nothing that can be used. */
export function readSize(raw: unknown): number | null {
  return typeof raw === 'string' && /^\d{1,3}$/.test(raw) ? Math.min(Number(raw), MOST) : null;
}

export const ApplyForm = z.object({
  size: integer({ required: true, min: 0, max: MOST }),
  order: text({ max: 8000, required: true }),
});

export const NothingForm = z.object({});
