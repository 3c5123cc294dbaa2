// Changing the e-mail address somebody is reached by: it counts once its owner has confirmed it.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { confirmPassword, type Place } from '../credentials/service.js';
import { Conflict, Invalid } from '../errors.js';
import { record } from '../history/record.js';
import { queue } from '../mail/outbox.js';
import * as people from '../people/queries.js';
import { newLink, notify, openable, takeLink } from '../people/service.js';
import { endAll } from '../sessions/service.js';
import { countHourly } from '../throttles/service.js';

const LINK_MINUTES = 60;
const ASKED_BY_PERSON = 5;

/** Staff say their password again; an e-mail link has none, and the old address is told. Slow. Throws Invalid, TooMany. */
export async function mayAsk(ctx: Ctx, actor: Actor, password: string, place: Place): Promise<void> {
  if (actor.assurance === 'full') await confirmPassword(ctx, actor, password, place);
}

/**
 * Sends a link to the new address. The answer is the same whether another account has it or not: that shows only
 * to whoever reads its mail. Five an hour; further ones are quietly not sent.
 */
export function askForAddress(ctx: Ctx, actor: Actor, email: string): void {
  inTransaction(ctx, (inside) => {
    const person = people.personById(inside.db, actor.personId);
    if (!person) throw new Error('somebody is signed in who is not there');
    if (person.email === email) throw new Invalid({ email: 'addresses.change.same' });
    if (countHourly(inside, 'address', String(actor.personId)) > ASKED_BY_PERSON) return;
    const { id: personId, language } = person;
    const link = newLink(inside, {
      purpose: 'change_email',
      personId,
      email,
      language,
      minutes: LINK_MINUTES,
    });
    queue(
      inside,
      'new-address',
      { personId, email, language },
      { entity: 'person', entityId: personId },
      { link, minutes: LINK_MINUTES },
    );
    record(inside, actor, { entity: 'person', entityId: personId, event: 'address_asked' });
  });
}

/** The address a link confirms, when it can still be opened; changes nothing. */
export function addressOf(ctx: Ctx, token: string): string | undefined {
  return openable(ctx, token, ['change_email'])?.email ?? undefined;
}

/**
 * Makes the new address count, and tells the old one. Whoever else is signed in to the account is signed out: from
 * now on the account belongs to the reader of this address. Throws Invalid for a spent link, Conflict when another
 * account has the address.
 */
export function confirmAddress(ctx: Ctx, actor: Actor | null, token: string): void {
  inTransaction(ctx, (inside) => {
    const link = takeLink(inside, token, ['change_email']);
    const person = link.personId ? people.personById(inside.db, link.personId) : undefined;
    if (!person || person.erasedAt || !link.email) throw new Invalid({ token: 'people.link.spent' });
    if (people.personByEmail(inside.db, link.email)) throw new Conflict('addresses.confirm.taken');
    const now = inside.clock.now();
    if (person.email) notify(inside, person.id, 'email', person.email);
    people.updatePerson(inside.db, person.id, {
      email: link.email,
      emailConfirmedAt: now,
    });
    people.supersedeLinks(inside.db, person.id, ['sign_in', 'invitation', 'reset', 'change_email'], now);
    const own = actor?.personId === person.id ? actor : null;
    const doer = own ?? {
      personId: person.id,
      sessionId: 0,
      name: person.name,
      groups: [],
      language: person.language,
      assurance: 'link',
    };
    record(inside, doer, { entity: 'person', entityId: person.id, event: 'address_changed' });
    endAll(inside, doer, person.id, own?.sessionId ?? 0);
  });
}
