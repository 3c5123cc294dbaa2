// Which places for documents an application has.
import { z } from 'zod';
import { documentSlots } from '../../db/schema/documents.js';

export type Slot = (typeof documentSlots)[number];

/** Files travel beside the form; nothing is typed. */
export const FilesForm = z.object({});

/** True when `name` is a place for a document. */
export function isSlot(name: string): name is Slot {
  return (documentSlots as readonly string[]).includes(name);
}
