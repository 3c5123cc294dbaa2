// The places for documents as pages show them.
import { type Language, say } from '../i18n/index.js';
import type { Slot } from './form.js';

type CallDocuments = { requiredDocuments: readonly string[]; optionalDocuments: readonly string[] };

/** The documents a call asks for, in words, each with the file that stands there; a typed letter needs no file. */
export function documentRows<D extends { slot: string }>(
  call: CallDocuments,
  documents: readonly D[],
  language: Language,
  letterIsTyped = false,
) {
  return [...call.requiredDocuments, ...call.optionalDocuments].map((slot) => ({
    slot: slot as Slot,
    title: say(language, `applications.slot.${slot}`),
    hint:
      slot === 'motivation_letter' && letterIsTyped
        ? say(language, 'applications.documents.letter_typed')
        : say(language, `applications.slot_hint.${slot}`),
    required: call.requiredDocuments.includes(slot) && !(slot === 'motivation_letter' && letterIsTyped),
    document: documents.find((document) => document.slot === slot) ?? null,
  }));
}

/** The page on which documents are added first: the certificate, or whatever else the call asks for. */
export function firstSlot(call: CallDocuments): string | undefined {
  const slots = [...call.requiredDocuments, ...call.optionalDocuments];
  return slots.find((slot) => slot !== 'motivation_letter') ?? slots[0];
}
