// What is sent from a page that has one button and asks nothing.
import { z } from 'zod';

/** A page with one button: nothing is typed. */
export const NothingForm = z.object({});
