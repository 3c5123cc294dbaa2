// Applications that were begun and not sent: their writers are reminded, and after the deadline a person lets them lapse.
import type { Actor } from '../access/actor.js';
import * as answers from '../answers/service.js';
import { mayLapse } from '../applications/rules.js';
import * as applications from '../applications/service.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound } from '../errors.js';
import { newGroup } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { isUsable } from '../late-keys/rules.js';
import { queue } from '../mail/outbox.js';
import * as tasks from '../tasks/service.js';
import { isDone, once } from '../timers/service.js';
import { namesOf } from './present.js';
import * as queries from './queries.js';
import { reminderDue } from './rules.js';

type Draft = ReturnType<typeof queries.draftsOf>[number];

/** The drafts of a published call with what each lacks; those a late key keeps open apart. Throws NotFound. */
export function draftsOf(ctx: Ctx, callId: number) {
  const call = calls.callById(ctx.db, callId);
  if (call?.state !== 'published') throw new NotFound();
  const all = queries.draftsOf(ctx.db, call.id);
  const kept = all.filter((draft) => isKept(draft, ctx.clock.now()));
  const drafts = all
    .filter((draft) => !kept.includes(draft))
    .map((draft) => ({
      ...draft,
      missing: answers.missingOf(ctx, { application: draft.application, call }),
    }));
  const texts = calls.textsOf(ctx.db, call.id);
  return { call, texts, drafts, kept: kept.length, mayLapse: mayLapse(call, ctx.clock.now()) };
}

function isKept({ lateKey }: Draft, now: number): boolean {
  return lateKey !== null && isUsable(lateKey, now);
}

/**
 * Lets every draft of a call lapse that was not sent in time, as one act: each is recorded, and its writer told.
 * Answers with how many. Throws Conflict while the deadline or its grace still runs.
 */
export function lapseAll(ctx: Ctx, actor: Actor, callId: number): number {
  return inTransaction(ctx, (inside) => {
    const { call, drafts, mayLapse } = draftsOf(inside, callId);
    if (!mayLapse) throw new Conflict('drafts.early');
    const groupId = newGroup();
    for (const { application } of drafts) applications.lapse(inside, actor, application.id, groupId);
    tasks.close(inside, actor, taskOf(call.id));
    return drafts.length;
  });
}

const taskOf = (callId: number) => ({ kind: 'drafts-to-lapse', entity: 'call', entityId: callId }) as const;

/** Calls whose deadline and grace are over and that have drafts which nobody let lapse, with how many. */
export function callsWithDrafts(ctx: Ctx) {
  const now = ctx.clock.now();
  return calls
    .publishedCalls(ctx.db)
    .filter((call) => mayLapse(call, now))
    .map((call) => {
      const drafts = queries.draftsOf(ctx.db, call.id).filter((draft) => !isKept(draft, now));
      return { id: call.id, slug: call.slug, count: drafts.length };
    })
    .filter(({ count }) => count > 0);
}

/** Puts it before staff that drafts wait; nothing lapses by itself. Answers with how many calls it concerns. */
export function askToLapse(ctx: Ctx): number {
  return inTransaction(ctx, (inside) => {
    const waiting = callsWithDrafts(inside);
    for (const { id, slug, count } of waiting) {
      tasks.open(inside, { ...taskOf(id), details: { call: slug, count } });
    }
    return waiting.length;
  });
}

const runOf = (applicationId: number, dueAt: number) =>
  ({ entity: 'application', entityId: applicationId, kind: 'draft-reminder', dueAt }) as const;

/** Drafts whose writer is to be reminded now, with the hour the reminder was due. */
export function toRemind(ctx: Ctx) {
  const now = ctx.clock.now();
  return calls
    .publishedCalls(ctx.db)
    .filter((call) => call.opensAt <= now && now <= call.closesAt)
    .flatMap((call) =>
      queries.draftsOf(ctx.db, call.id).flatMap(({ application, email, language }) => {
        const dueAt = reminderDue(application, call, now);
        if (dueAt === undefined || email === null || isDone(ctx, runOf(application.id, dueAt))) return [];
        return [{ application, call, email, language, dueAt }];
      }),
    );
}

/** Reminds one writer once, naming what is missing in their language. Answers whether it was the first time. */
export function remind(ctx: Ctx, due: ReturnType<typeof toRemind>[number]): boolean {
  return inTransaction(ctx, (inside) => {
    const { application, call, email, language, dueAt } = due;
    const { id, personId } = application;
    if (!once(inside, runOf(id, dueAt))) return false;
    queue(
      inside,
      'draft-reminder',
      { personId, email, language },
      { entity: 'application', entityId: id, callId: call.id },
      {
        link: `${inside.config.baseUrl}/my/applications/${id}`,
        closes: dateTime(language, call.closesAt),
        missing: namesOf(answers.missingOf(inside, { application, call }), language),
      },
    );
    return true;
  });
}
