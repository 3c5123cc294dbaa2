// The staff's own texts of letters per call and language: written, taken back to the standard text, never lost.
import type { Actor } from '../access/actor.js';
import { callById } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import type { LetterName } from '../mail/letters.js';
import { standardWording } from '../mail/render.js';
import { isTemplated, type Wording } from '../mail/rules.js';
import * as queries from './queries.js';
import { unknownNames } from './rules.js';

export type Text = queries.Place & { letter: LetterName };

/** One text with all its versions; `wording` is what holds now. Throws NotFound where there is no such text. */
export function opened(ctx: Ctx, place: queries.Place) {
  const call = callById(ctx.db, place.callId);
  if (!call || !isTemplated(place.letter)) throw new NotFound();
  const text: Text = { ...place, letter: place.letter };
  const versions = queries.versionsOf(ctx.db, text);
  const own = wordingIn(versions[0]);
  const standard = standardWording(text.letter, text.language);
  return {
    call,
    text,
    versions,
    own,
    standard,
    wording: own ?? standard,
    version: versions[0]?.version ?? 0,
  };
}

/**
 * Writes the next version, which holds for letters written from now on. `version` is the one that was read. Throws
 * Stale when somebody else wrote one meanwhile, and Invalid with the names in braces that are no fields.
 */
export function write(ctx: Ctx, actor: Actor, place: Text, input: Wording & { version: number }): void {
  inTransaction(ctx, (inside) => {
    const { own, versions, version } = opened(inside, place);
    const { subject, body } = input;
    if (version !== input.version) throw stale(versions[0]);
    const unknown = unknownNames(place.letter, input);
    const problems = (['subject', 'body'] as const).flatMap((field) =>
      unknown[field].length === 0
        ? []
        : [
            [
              field,
              { key: `templates.problem.${field}`, values: { names: inBraces(unknown[field]) } },
            ] as const,
          ],
    );
    if (problems.length > 0) throw new Invalid(Object.fromEntries(problems));
    if (own?.subject === subject && own.body === body) return;
    append(inside, actor, place, version, { subject, body });
  });
}

/** Back to the standard text; the own one stays among the versions. Throws Conflict where none holds, Stale. */
export function takeBack(ctx: Ctx, actor: Actor, place: Text, input: { version: number }): void {
  inTransaction(ctx, (inside) => {
    const { own, versions, version } = opened(inside, place);
    if (!own) throw new Conflict('templates.conflict.standard');
    if (version !== input.version) throw stale(versions[0]);
    append(inside, actor, place, version, null);
  });
}

function append(ctx: Ctx, actor: Actor, place: Text, version: number, wording: Wording | null): void {
  const next = {
    ...place,
    version: version + 1,
    subject: wording?.subject ?? null,
    body: wording?.body ?? null,
    writtenBy: actor.personId,
    writtenAt: ctx.clock.now(),
  };
  if (!queries.insertVersion(ctx.db, next)) throw new Conflict('templates.conflict.changed');
  const { callId: entityId, letter, language } = place;
  const details = { letter, language, version: next.version };
  if (wording) record(ctx, actor, { entity: 'call', entityId, event: 'write_letter', details });
  else record(ctx, actor, { entity: 'call', entityId, event: 'standard_letter', details });
}

function wordingIn(version: queries.Template | undefined): Wording | undefined {
  if (!version || version.subject === null || version.body === null) return undefined;
  return { subject: version.subject, body: version.body };
}

function stale(theirs: (queries.Template & { by: string | null }) | undefined): Stale {
  const lines = [
    {
      label: 'templates.field.subject',
      text: theirs?.subject ?? '',
      textKey: theirs?.subject ? undefined : 'templates.standard',
    },
    {
      label: 'templates.field.body',
      text: theirs?.body ?? '',
      textKey: theirs?.body ? undefined : 'templates.standard',
    },
  ];
  return new Stale(
    lines.map(({ textKey, ...line }) => (textKey ? { ...line, textKey } : line)),
    theirs?.writtenAt ?? 0,
  );
}

const inBraces = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');
