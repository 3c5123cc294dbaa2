// What every installation starts with: the institutions and the call of 2020. Loading it again changes nothing.
import { SYSTEM } from '../../src/access/actor.js';
import { statusOf } from '../../src/calls/present.js';
import * as calls from '../../src/calls/queries.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import { record } from '../../src/history/record.js';
import { insertInstitution } from '../../src/institutions/queries.js';
import { addDays, endOfDay, localDate, startOfDay } from '../../src/lib/time.js';
import { type CallSeed, call2020 } from './calls.js';
import { institutions } from './institutions.js';

/**
 * Loads what is missing; called at every start. Writes nothing when all of it is there. The list of institutions is the
 * staff's from the first start on: what they changed or took away stays so.
 */
export function loadVocabulary(ctx: Ctx): void {
  inTransaction(ctx, (inside) => {
    if (calls.allInstitutions(inside.db).length === 0)
      for (const institution of institutions) insertInstitution(inside.db, institution);
    loadCall(inside, call2020);
  });
}

/** Stores a call of the seed as published, unless its address is taken; answers with its id. */
export function loadCall(ctx: Ctx, seed: CallSeed): number {
  return inTransaction(ctx, (inside) => {
    const known = calls.callBySlug(inside.db, seed.slug);
    if (known) return known.id;
    const now = inside.clock.now();
    const dayOf = (when: CallSeed['opensOn']) =>
      'date' in when ? when.date : addDays(localDate(now), when.inDays);
    const dates = {
      opensAt: startOfDay(dayOf(seed.opensOn)),
      closesAt: endOfDay(dayOf(seed.closesOn)),
      graceMinutes: seed.graceMinutes,
    };
    // A past call was published when it opened, not today.
    const publishedAt = statusOf(dates, now) === 'closed' ? dates.opensAt : now;
    const id = calls.insertCall(inside.db, {
      slug: seed.slug,
      state: 'published',
      ...dates,
      places: seed.places,
      monthsMin: seed.monthsMin,
      monthsMax: seed.monthsMax,
      contactName: seed.contact.name,
      contactEmail: seed.contact.email,
      contactPhone: seed.contact.phone ?? '',
      conditions: seed.conditions,
      requiredDocuments: seed.requiredDocuments,
      optionalDocuments: seed.optionalDocuments,
      rubric: seed.rubric,
      settings: seed.settings,
      sample: seed.sample,
      createdAt: publishedAt,
      publishedAt,
    });
    for (const language of ['sq', 'sr', 'en'] as const) {
      calls.putText(inside.db, { callId: id, language, ...seed.texts[language] });
    }
    calls.insertVersion(inside.db, {
      callId: id,
      number: 1,
      conditions: seed.conditions,
      reason: '',
      createdAt: publishedAt,
      createdBy: null,
    });
    record(inside, SYSTEM, { entity: 'call', entityId: id, event: 'load', to: 'published', ruleVersion: 1 });
    return id;
  });
}
