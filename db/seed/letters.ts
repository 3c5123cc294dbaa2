// Sample letters for the demonstration: drafts that wait to be released, one changed by hand, and one that came back.
import { and, asc, eq } from 'drizzle-orm';
import type { Actor } from '../../src/access/actor.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import { newGroup, record } from '../../src/history/record.js';
import { queue } from '../../src/mail/outbox.js';
import { bodyOf, edit } from '../../src/mail/words.js';
import { open as openTask } from '../../src/tasks/service.js';
import { write } from '../../src/templates/service.js';
import { applications } from '../schema/applications.js';
import { letters } from '../schema/mail.js';
import { people } from '../schema/people.js';

const DRAFTS = 6;

/** A notice of corrected conditions to a few applicants, as staff would draft it; the first is changed by hand. */
export function seedLetters(ctx: Ctx, dafina: Actor, callId: number): void {
  inTransaction(ctx, (inside) => {
    const groupId = newGroup();
    record(inside, dafina, { entity: 'call', entityId: callId, event: 'sample', groupId });
    const drafts = recipients(inside, callId).map(({ id, reference, personId, email, language }) =>
      queue(
        inside,
        'conditions-corrected',
        { personId, email: email ?? '', language },
        { entity: 'application', entityId: id, callId, groupId },
        {
          title: titles[language === 'sr-Cyrl' ? 'sr' : language],
          reference: reference ?? '',
          conditions: conditions[language === 'sr-Cyrl' ? 'sr' : language],
          result: 'to_verify',
          contact: 'internships@example.org',
          link: `${inside.config.baseUrl}/my/applications/${id}`,
        },
      ),
    );
    const first = drafts[0];
    if (first !== undefined) changeByHand(inside, dafina, first);
    bounce(inside);
    write(
      inside,
      dafina,
      { callId, letter: 'application-received', language: 'sq' },
      { version: 0, ...ownWords },
    );
  });
}

function recipients(ctx: Ctx, callId: number) {
  return ctx.db
    .select({
      id: applications.id,
      reference: applications.reference,
      personId: people.id,
      email: people.email,
      language: people.language,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(applications.callId, callId), eq(applications.state, 'submitted')))
    .orderBy(asc(applications.id))
    .limit(DRAFTS)
    .all();
}

const titles = {
  sq: 'Praktikë në monitorimin e gjykimeve për krime lufte',
  sr: 'Praksa u praćenju suđenja za ratne zločine',
  en: 'Internship in monitoring war-crimes trials',
};
const conditions = {
  sq: ['Studioni në vitin e tretë ose të katërt të drejtësisë.', 'Nota juaj mesatare është mbi 7,5.'],
  sr: ['Studirate pravo na trećoj ili četvrtoj godini.', 'Vaša prosečna ocena je iznad 7,5.'],
  en: ['You study law in the third or fourth year.', 'Your average grade is above 7.5.'],
};
const afterwords = {
  sq: 'Ju falënderojmë që na telefonuat lidhur me këtë.',
  sr: 'Hvala Vam što ste nas pozvali u vezi s tim.',
  en: 'Thank you for calling us about it.',
};

/** A receipt in her own words, in Albanian alone: the list of texts says who gets the standard one. */
const ownWords = {
  subject: 'Aplikimi juaj {reference} arriti te ne',
  body: [
    'Përshëndetje {name},',
    'Faleminderit që aplikuat. Aplikimi juaj arriti: {submitted}. Numri i tij është {reference}; ruajeni këtë letër.',
    'Përgjigjet mund t’i ndryshoni deri në afatin e fundit, {closes}. Gjendjen e aplikimit e shihni këtu:',
    '{link}',
    'Të gjitha aplikimet i lexojnë njerëz. Nëse na duhet diçka, ju shkruajmë.',
    'Me respekt,\nFDH Kosovë',
  ].join('\n\n'),
};

/** A sentence of her own before the greeting at the end. */
function changeByHand(ctx: Ctx, actor: Actor, id: number): void {
  const letter = ctx.db.select().from(letters).where(eq(letters.id, id)).get();
  if (!letter) return;
  const { text } = bodyOf(ctx.config.keyring, letter) ?? { text: '' };
  const paragraphs = text.trim().split('\n\n');
  paragraphs.splice(-1, 0, afterwords[letter.language === 'sr-Cyrl' ? 'sr' : letter.language]);
  edit(ctx, actor, { id, version: letter.version, subject: letter.subject, text: paragraphs.join('\n\n') });
}

/** The newest letter that was sent, as if its address had not been there. */
function bounce(ctx: Ctx): void {
  const letter = ctx.db
    .select()
    .from(letters)
    .where(and(eq(letters.letter, 'application-received'), eq(letters.state, 'sent')))
    .orderBy(asc(letters.id))
    .get();
  if (!letter) return;
  const lastProblem = 'no_such_address:550';
  ctx.db
    .update(letters)
    .set({ state: 'failed', sentAt: null, attempts: 1, lastProblem })
    .where(eq(letters.id, letter.id))
    .run();
  openTask(ctx, {
    kind: 'letter-failed',
    entity: 'letter',
    entityId: letter.id,
    details: { subject: letter.subject, problem: 'mail.problem.no_such_address' },
  });
}
