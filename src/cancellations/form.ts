// Why times are taken away, and what each who had one is offered instead.
import { z } from 'zod';
import { longText } from '../lib/fields.js';

/** `alternative_<booking>` says what is offered to each who had a time. */
export const CancelForm = z.looseObject({ reason: longText({ max: 600, min: 5 }) });
