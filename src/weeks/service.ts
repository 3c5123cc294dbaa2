// Puts a week over all cases together for the staff's meeting; it only reads.
import type { Actor } from '../access/actor.js';
import type { Ctx } from '../context.js';
import { due } from '../filings/service.js';
import * as reviews from '../reviews/service.js';
import * as queries from './queries.js';
import type { Week } from './rules.js';

/** Everything the page of a week shows this reader. What is overdue is so today, whichever week is looked at. */
export function weekShown(ctx: Ctx, actor: Actor, week: Week) {
  const { db } = ctx;
  const reader = actor.personId;
  const unwritten = due(ctx).filter(({ dueAt }) => dueAt <= ctx.clock.now());
  return {
    hearings: queries.hearingsIn(db, reader, week),
    filed: queries.filedIn(db, reader, week),
    reviewed: queries.reviewedIn(db, reader, week),
    unwritten: queries.hearingsNamed(db, reader, [...new Set(unwritten.map(({ hearingId }) => hearingId))]),
    unread: queries.reportsNamed(
      db,
      reader,
      reviews.overdue(ctx).map(({ id }) => id),
    ),
    panel: queries.panelIn(db, reader, week),
    rulings: queries.rulingsIn(db, reader, week),
    judged: queries.judgedIn(db, reader, week),
    cases: queries.casesIn(db, reader, week),
    stages: queries.stagesIn(db, reader, week),
    dates: queries.datesFrom(db, reader, week.onwards),
    incidents: queries.incidentsIn(db, reader, week),
  };
}

export type WeekShown = ReturnType<typeof weekShown>;
