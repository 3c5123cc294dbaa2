// The demonstration's reviews: most reports approved, some after a return; of the latest some returned, waiting, half approved.

import { createHash } from 'node:crypto';
import type { Actor } from '../../src/access/actor.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import type { Prepared } from '../../src/files/service.js';
import * as filings from '../../src/filings/service.js';
import { hour } from '../../src/lib/time.js';
import { answersPdf } from '../../src/paper/answers.js';
import * as reportDocuments from '../../src/report-documents/service.js';
import { valuesOf } from '../../src/reports/present.js';
import { reportOfId } from '../../src/reports/queries.js';
import * as reports from '../../src/reports/service.js';
import * as retractions from '../../src/retractions/service.js';
import { reportsIn } from '../../src/reviews/queries.js';
import * as reviews from '../../src/reviews/service.js';
import { reviewQuestions } from '../schema/reviews.js';

/** Of the latest filings so many are left as they are, so many returned. */
const LEFT = 3;
const RETURNED = 3;
/** Of so many of those returned and filed again, one came with a paper from the courtroom. */
const PAPERS = 16;
/** Among so many of the latest, the first with somebody protected waits for a second person. */
const HALF = 25;
const MOST = 1000;

/** Reviews what was filed as the coordinator and the director would have, a few hours after each filing. */
export async function addReviews(
  ctx: Ctx,
  { coordinator, director }: { coordinator: Actor; director: Actor },
): Promise<void> {
  const paper = await ruling();
  const filed = reportsIn(ctx.db, coordinator.personId, ['filed'], MOST);
  let needsHalf = true;
  for (const [at, { id, filedAt }] of filed.entries()) {
    const fromEnd = filed.length - 1 - at;
    if (fromEnd < LEFT) continue;
    const now = Math.min((filedAt ?? 0) + (5 + (at % 40)) * hour, ctx.clock.now());
    const then = { ...ctx, clock: { now: () => now } };
    inTransaction(then, (inside) => {
      if (fromEnd < LEFT + RETURNED) {
        giveBack(inside, coordinator, id);
        if (fromEnd < LEFT + RETURNED - 1) return undefined;
        const note = 'Mostër: raport për seancën e gabuar.';
        return retractions.retract(inside, coordinator, { id, note });
      }
      if (needsHalf && fromEnd < HALF) {
        needsHalf = !halfApprove(inside, coordinator, id, paper);
        if (!needsHalf) return undefined;
      }
      let number = 1;
      if (at % 4 === 0) {
        giveBack(inside, coordinator, id);
        if (at % PAPERS === 0) bring(inside, id, paper);
        fileAgain(inside, id);
        number = 2;
      }
      const decision = { id, number, deed: 'approve', questions: [...reviewQuestions], note: null } as const;
      const first = reviews.decide(inside, coordinator, {
        ...decision,
        questions: [...reviewQuestions],
        minutes: 10 + (at % 20),
      });
      if (first === 'approve_first')
        reviews.decide(inside, director, { ...decision, questions: [...reviewQuestions], minutes: 8 });
    });
  }
  reviews.askForReviews(ctx);
}

/** The first person's approval of a report in which a protected witness is heard; the second is still to come. */
function halfApprove(ctx: Ctx, coordinator: Actor, id: number, paper: Prepared): boolean {
  const author = authorOf(ctx, id);
  const shown = reports.opened(ctx, author, 'report.write', id);
  const hidden = shown.people.hidden.find(({ ground }) => ground !== 'sexual_violence');
  const { outcome, publicity, startedAt, endedAt } = shown.answers;
  if (!hidden || outcome !== 'held_productive' || publicity !== 'open') return false;
  giveBack(ctx, coordinator, id);
  const put = (section: 'actions' | 'witnesses', posted: Record<string, string | string[]>) => {
    const version = shown.versions[section]?.version ?? 0;
    reports.saveSection(ctx, author, { id, section, posted, version });
  };
  const actions = (shown.answers.actions ?? []) as string[];
  put('actions', { actions: [...new Set([...actions, 'witness'])] });
  const heard = {
    who: `protected-${hidden.id}`,
    role: 'WIT',
    calledBy: 'prosecution',
    measures: ['PSEU', 'SCRN'],
    mode: 'screen',
    language: 'sq',
    interpreter: 'no',
    examinedBy: ['prosecution', 'defence'],
    startedAt: String(startedAt),
    endedAt: String(endedAt),
    completed: 'yes',
    changed: 'no',
    gist: 'Mostër: dëshmitari foli për javët para ngjarjeve.',
  };
  put(
    'witnesses',
    Object.fromEntries(Object.entries(heard).map(([name, value]) => [`witnesses-0-${name}`, value])),
  );
  bring(ctx, id, paper, 'protected');
  filings.file(ctx, author, id);
  const decision = { id, number: 2, deed: 'approve', note: null, minutes: 20 } as const;
  reviews.decide(ctx, coordinator, { ...decision, questions: [...reviewQuestions] });
  return true;
}

/** A ruling handed out in court, brought with the report: open to whoever reads the case, or protected. */
function bring(ctx: Ctx, id: number, document: Prepared, level: 'case' | 'protected' = 'case'): void {
  const given = { id, kind: 'ruling', level, datedOn: null } as const;
  reportDocuments.add(ctx, authorOf(ctx, id), { ...given, document });
}

/** An invented ruling, marked as a sample. */
async function ruling(): Promise<Prepared> {
  const rows = [{ label: 'Aktvendim – Rešenje', value: 'Mostër, pa kurrfarë përmbajtjeje' }];
  const bytes = await answersPdf({
    title: 'MOSTËR · UZORAK · SAMPLE',
    subtitle: '',
    language: 'sq',
    sections: [{ heading: 'Aktvendim (mostër)', rows }],
    footer: 'Sample, not a document',
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, type: 'pdf', pages: 1, sha256, suggestedName: 'ruling.pdf' };
}

function giveBack(ctx: Ctx, coordinator: Actor, id: number): void {
  const { section, field, words } = remarkOn(ctx, id);
  reviews.comment(ctx, coordinator, { id, section, field, words });
  const decision = { id, deed: 'return', questions: ['complete', 'protected'], number: 1 } as const;
  reviews.decide(ctx, coordinator, {
    ...decision,
    questions: [...decision.questions],
    note: 'Raporti lexohet qartë. Ju lutemi, shikoni vërejtjen pranë fushës.',
    minutes: 15,
  });
}

type Remark = { section: 'summary' | 'times'; field: string; words: string; answer: Record<string, string> };

/** What a reviewer would ask about a report, and what its monitor then writes. */
function remarkOn(ctx: Ctx, id: number): Remark {
  const { answers } = reports.opened(ctx, authorOf(ctx, id), 'report.write', id);
  const facts = answers.facts;
  if (typeof facts === 'string')
    return {
      section: 'summary',
      field: 'facts',
      words: 'Kush e caktoi vazhdimin: kryetari i trupit gjykues në seancë, apo sekretaria më vonë?',
      answer: {
        facts: `${facts} Vazhdimin e caktoi kryetari i trupit gjykues në seancë, dhe palët u pajtuan.`,
      },
    };
  return {
    section: 'times',
    field: 'reason',
    words: 'Si u tha arsyeja? Ju lutemi, shënoni fjalët e gjykatës dhe nëse thirrja ishte dorëzuar.',
    answer: {
      reasonWords: 'Mostër: “Sot nuk mund të fillojmë; palët njoftohen për datën e re.”',
      summoned: 'yes',
    },
  };
}

/** Answers what was asked, and files once more. */
function fileAgain(ctx: Ctx, id: number): void {
  const author = authorOf(ctx, id);
  const { section, answer } = remarkOn(ctx, id);
  const shown = reports.opened(ctx, author, 'report.write', id);
  const stood = Object.entries(valuesOf(section, shown)).flatMap(([name, value]) =>
    value === null ? [] : [[name, Array.isArray(value) ? value : String(value)]],
  );
  const posted = { ...Object.fromEntries(stood), ...answer };
  reports.saveSection(ctx, author, { id, section, posted, version: shown.versions[section]?.version ?? 0 });
  filings.file(ctx, author, id);
}

function authorOf(ctx: Ctx, id: number): Actor {
  return {
    personId: reportOfId(ctx.db, id)?.authorId ?? 0,
    sessionId: 0,
    name: '',
    groups: ['intern'],
    language: 'sq',
    assurance: 'full',
  };
}
