// What the staff's pages of letters show, read together: the list, the drafts by the act behind them, one letter.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { actIn, itemsOf } from '../history/present.js';
import { actsOf, timelineOf } from '../history/queries.js';
import { dateTime } from '../i18n/format.js';
import { type Language, languages, say } from '../i18n/index.js';
import { fieldsOf, queryOf } from './form.js';
import * as present from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';
import { type Deed, deedsFor, isSecret } from './states.js';
import { anew, bodyOf, earlierWords } from './words.js';

/** Who looks, and in which language. */
export type Reader = { actor: Actor; language: Language };

const PAGE = 50;
/** So many drafts of each act stand in the list of all; the rest are behind its link. */
const GLANCE = 5;

/** The list of letters in one tab, narrowed by the filter; drafts stand under the act that caused them. */
export function listOf(
  ctx: Ctx,
  reader: Reader,
  { tab, filter, asked }: { tab: present.Tab; filter: queries.Filter; asked: number },
) {
  const { language, actor } = reader;
  const counts = queries.countLetters(ctx.db, reader.actor.personId, filter);
  const countOf = (name: present.Tab) => present.tabs[name].reduce((sum, state) => sum + counts[state], 0);
  const total = countOf(tab);
  const isGrouped = tab === 'draft' && filter.groupId === undefined;
  const last = isGrouped ? 1 : Math.max(1, Math.ceil(total / PAGE));
  const number = Number.isSafeInteger(asked) ? Math.min(Math.max(1, asked), last) : 1;
  const offset = (number - 1) * PAGE;
  const urlOf = (more: Record<string, string | number>) =>
    `/staff/letters${queryOf(filter, { state: tab, ...more })}`;
  const rows = isGrouped
    ? []
    : queries.listLetters(ctx.db, reader.actor.personId, present.tabs[tab], filter, { limit: PAGE, offset });
  const mayRelease = can(actor, 'letter.release');
  return {
    tab,
    tabs: (Object.keys(present.tabs) as present.Tab[]).map((name) => ({
      name,
      count: countOf(name),
      current: name === tab,
      url: urlOf({ state: name }),
    })),
    filters: filtersOf(ctx, reader, filter),
    isFiltered: Object.values(filter).some((value) => value !== undefined),
    groups: isGrouped ? draftGroupsOf(ctx, reader, filter) : null,
    act: !filter.groupId ? null : actOf(ctx, reader, filter.groupId),
    letters: rows.map((row) => present.rowOf(language, row)),
    total,
    from: offset + 1,
    to: Math.min(offset + PAGE, total),
    previous: number > 1 ? urlOf({ page: number - 1 }) : null,
    next: number < last ? urlOf({ page: number + 1 }) : null,
    releaseUrl:
      mayRelease && queries.releasableLetters(ctx.db, reader.actor.personId, filter).length > 0
        ? `/staff/letters/release${queryOf(filter)}`
        : null,
    stoppable: mayRelease && service.released(ctx, actor).length > 0,
    noPost: ctx.config.smtpUrl === null,
  };
}

/** The acts whose drafts wait, each with its first letters. */
function draftGroupsOf(ctx: Ctx, reader: Reader, filter: queries.Filter) {
  const { language, actor } = reader;
  const groups = queries.draftGroups(ctx.db, reader.actor.personId, filter);
  const acts = actsOf(
    ctx.db,
    groups.flatMap(({ groupId }) => groupId ?? []),
  );
  return groups.map(({ groupId, count, edited, releasable, since }) => {
    const act = groupId === null ? undefined : acts.get(groupId);
    const narrowed = { ...filter, groupId };
    const rows = queries.listLetters(
      ctx.db,
      reader.actor.personId,
      ['draft'],
      { ...filter, groupId },
      { limit: GLANCE, offset: 0 },
    );
    return {
      act: act ? actIn(language, actor, act) : null,
      since,
      count,
      edited,
      isDecision: releasable < count,
      rows: rows.map((row) => present.rowOf(language, row)),
      allUrl: count > rows.length ? `/staff/letters${queryOf(narrowed, { state: 'draft' })}` : null,
      releaseUrl:
        releasable > 0 && can(actor, 'letter.release') ? `/staff/letters/release${queryOf(narrowed)}` : null,
    };
  });
}

function actOf(ctx: Ctx, { language, actor }: Reader, groupId: string) {
  const act = actsOf(ctx.db, [groupId]).get(groupId);
  return act ? actIn(language, actor, act) : null;
}

function filtersOf(ctx: Ctx, { language }: Reader, filter: queries.Filter) {
  const kinds = queries.kindsOfLetters(ctx.db);
  const chosen = <T>(value: T, wanted: T | undefined) => value === wanted;
  return {
    active: [filter.letter, filter.language, filter.callId, filter.edited].filter(Boolean).length,
    carried: fieldsOf({ groupId: filter.groupId }),
    letters: kinds.letters.map((letter) => ({
      value: letter,
      label: present.nameOf(language, letter),
      selected: chosen(letter, filter.letter),
    })),
    languages: languages.map(({ code, name }) => ({
      value: code,
      label: name,
      selected: chosen(code, filter.language),
    })),
    calls: kinds.calls.map(({ id, slug }) => ({
      value: String(id),
      label: say(language, 'mail.filter.call_name', { slug }),
      selected: chosen(id, filter.callId),
    })),
    edited: filter.edited === true,
  };
}

/** One letter with all that happened to it. Throws NotFound when it is not there, or `needed` cannot be done with it. */
export function letterOf(ctx: Ctx, reader: Reader, id: number, needed?: Deed) {
  const { language, actor } = reader;
  const letter = service.find(ctx, reader.actor, id);
  const deeds = deedsFor(letter).filter((deed) => can(actor, present.actionOf(deed)));
  if (needed && !deeds.includes(needed)) throw new NotFound();
  const secret = isSecret(letter);
  return {
    letter: present.headOf(language, letter),
    version: letter.version,
    sender: ctx.config.mailFrom,
    secret,
    words: secret ? null : present.wordsOf(bodyOf(ctx.config.keyring, letter)),
    leavesAt: deeds.includes('hold-back') ? dateTime(language, letter.nextAttemptAt) : null,
    isDecisionDraft: letter.state === 'draft' && letter.kind === 'decision' && letter.releaseGroupId === null,
    deeds,
    // The address is wrong: trying it again would be a waste of everybody's time. Of what has left nothing is to be done.
    main:
      letter.lastProblem?.startsWith('no_such_address') && deeds.includes('readdress')
        ? 'readdress'
        : letter.state === 'sent'
          ? null
          : deeds[0],
    act: letter.groupId === null ? null : actOf(ctx, reader, letter.groupId),
    copies: queries
      .copiesOf(ctx.db, reader.actor.personId, letter)
      .map((row) => present.rowOf(language, row)),
    history: itemsOf(language, 'letter', timelineOf(ctx.db, 'letter', id)),
  };
}

/** A letter with what it said before. */
export function shownOf(ctx: Ctx, reader: Reader, id: number) {
  return {
    ...letterOf(ctx, reader, id),
    earlier: isSecret(service.find(ctx, reader.actor, id)) ? [] : earlierWords(ctx, id),
  };
}

/** A draft beside what it would say if it were written anew. */
export function anewOf(ctx: Ctx, reader: Reader, id: number) {
  const shown = letterOf(ctx, reader, id, 'rerender');
  const { subject, templateId: _text, ...body } = anew(ctx, service.find(ctx, reader.actor, id));
  const now = { subject, ...present.wordsOf(body) };
  return { ...shown, now, isSame: subject === shown.letter.subject && body.text === shown.words?.text };
}

/** The drafts that may be let go, each with its words as they will be read. */
export function releasePageOf(ctx: Ctx, reader: Reader, filter: queries.Filter) {
  const letters = queries.releasableLetters(ctx.db, reader.actor.personId, filter);
  return {
    carried: fieldsOf(filter),
    only: letters.length === 1,
    act: !filter.groupId ? null : actOf(ctx, reader, filter.groupId),
    letters: letters.map((letter) => ({
      ...present.rowOf(reader.language, letter),
      value: `${letter.id}.${letter.version}`,
      words: present.wordsOf(bodyOf(ctx.config.keyring, letter)),
    })),
  };
}
