// Makes the letter fit for blind reading: a machine suggests, a person decides, readers get nothing else.
import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor.js';
import { answersOf } from '../answers/queries.js';
import * as applications from '../applications/service.js';
import { allInstitutions } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { documentsOf } from '../documents/queries.js';
import { Conflict, Invalid } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { personById } from '../people/queries.js';
import * as queries from './queries.js';
import { type Known, marked, nameParts, redact, suggestions } from './rules.js';

/** What readers get, and the words that were hidden in it. */
type Redacted = { letter: string; experience: string; phrases: string[]; transcript: string };
type Source = { letter: string; experience: string; letterFile: number | null };

const contextOf = (id: number) => `redaction:${id}`;
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function sourceOf(ctx: Ctx, id: number): Source {
  const bodies = answersOf(ctx.db, id);
  const file = documentsOf(ctx.db, id).find(({ slot }) => slot === 'motivation_letter');
  return {
    letter: textOf(bodies.letter?.body.letter),
    experience: textOf(bodies.experience?.body.experience),
    letterFile: file?.id ?? null,
  };
}

/** A file in the place of a typed letter is typed out by whoever redacts; another file must be looked at again. */
function hashOf({ letter, experience, letterFile }: Source): string {
  return createHash('sha256')
    .update(JSON.stringify([letter, experience, letter === '' ? letterFile : null]))
    .digest('hex');
}

function knownOf(ctx: Ctx, personId: number, id: number): Known {
  const person = personById(ctx.db, personId);
  const { about, studies } = answersOf(ctx.db, id);
  const list = (...values: unknown[]) => values.map(textOf).filter((value) => value.trim() !== '');
  const institutions = allInstitutions(ctx.db).flatMap((one) => [one.nameSq, one.nameSr, one.nameEn, one.id]);
  const short = institutions.filter((name) => name.length >= 3);
  return {
    names: list(person?.name, about?.body.name),
    emails: list(person?.email),
    phones: list(person?.phone, about?.body.phone),
    places: list(about?.body.city),
    institutions: [...list(studies?.body.institutionOther), ...short],
  };
}

/** What is hidden whatever anybody ticks: the writer's own name, address and telephone. */
function always({ names, emails, phones }: Known): string[] {
  return [...names.flatMap(nameParts), ...emails, ...phones];
}

function kept(ctx: Ctx, id: number): (queries.Redaction & { content: Redacted }) | undefined {
  const row = queries.redactionOf(ctx.db, id);
  if (!row) return undefined;
  const content = JSON.parse(unseal(ctx.config.keyring, row.sealed, contextOf(id)).toString()) as Redacted;
  return { ...row, content };
}

/** A letter with what to look at in it, and what was confirmed before. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const { application, call } = applications.load(ctx, actor, 'redaction.edit', id);
  const source = sourceOf(ctx, id);
  const known = knownOf(ctx, application.personId, id);
  const before = kept(ctx, id);
  const letter = source.letter || (before?.content.transcript ?? '');
  const found = suggestions(`${letter}\n\n${source.experience}`, known);
  return {
    application,
    source,
    letter,
    found: found.filter(({ kind }) => kind !== 'own_name'),
    own: found.filter(({ kind }) => kind === 'own_name'),
    confirmed: before,
    isCurrent: before !== undefined && before.sourceHash === hashOf(source),
    next: queries.nextUnredacted(ctx.db, actor.personId, call.id, id),
    /** What readers would get with every suggestion taken. */
    preview: (phrases: readonly string[]) => redact(letter, [...always(known), ...phrases]),
    marks: (text: string, phrases: readonly string[]) => marked(text, [...always(known), ...phrases]),
  };
}

/**
 * Confirms what readers get. Throws NotFound, Invalid when the letter is a file and was not typed out, Conflict when
 * somebody else confirmed meanwhile.
 */
export function confirm(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; version: number; phrases: readonly string[]; transcript: string | null },
): void {
  inTransaction(ctx, (inside) => {
    const { application } = applications.load(inside, actor, 'redaction.edit', input.id);
    const source = sourceOf(inside, application.id);
    const typed = source.letter === '' ? (input.transcript ?? '') : '';
    const letter = source.letter || typed;
    if (letter === '') throw new Invalid({ transcript: 'form.required' });
    const hidden = [...always(knownOf(inside, application.personId, application.id)), ...input.phrases];
    const content: Redacted = {
      letter: redact(letter, hidden),
      experience: redact(source.experience, hidden),
      phrases: [...new Set(input.phrases)],
      transcript: typed,
    };
    const sealed = seal(
      inside.config.keyring,
      Buffer.from(JSON.stringify(content)),
      contextOf(application.id),
    );
    const stored = queries.saveRedaction(inside.db, input.version, {
      applicationId: application.id,
      sealed,
      sourceHash: hashOf(source),
      confirmedAt: inside.clock.now(),
      confirmedBy: actor.personId,
    });
    if (!stored) throw new Conflict('redactions.changed');
    record(inside, actor, {
      entity: 'application',
      entityId: application.id,
      event: 'confirm_redaction',
      details: { phrases: content.phrases.length },
    });
  });
}

/** What a blind reader gets; undefined until a person confirmed it, and again when the answer changed since. */
export function redacted(ctx: Ctx, id: number): Pick<Redacted, 'letter' | 'experience'> | undefined {
  const row = kept(ctx, id);
  if (!row || row.sourceHash !== hashOf(sourceOf(ctx, id))) return undefined;
  return { letter: row.content.letter, experience: row.content.experience };
}

/** Removes the redacted letters of these applications. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationIds: readonly number[]): void {
  queries.deleteRedactions(ctx.db, applicationIds);
}
