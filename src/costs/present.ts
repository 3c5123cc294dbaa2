// Costs of travel as pages and files show them: euros, days, states.
import { titleOf } from '../cases/present.js';
import type { Theirs } from '../errors.js';
import { whenOf } from '../hearings/present.js';
import { date, opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { printDecimal } from '../lib/decimal.js';
import { startOfDay } from '../lib/time.js';
import type { Claim, monthsPaid } from './queries.js';
import type { mine, Paid, Shown } from './service.js';
import type { State } from './states.js';

const tones: Record<State, string> = {
  claimed: 'active',
  returned: 'wait',
  approved: 'good',
  paid: 'plain',
};

/** "7.50" or "7,50": an amount in cents as this reader writes it. */
function plainAmount(language: Language, cents: number): string {
  return printDecimal(cents * 100, { minDecimals: 2, separator: language === 'en' ? '.' : ',' });
}

/** "€7.50" or "7,50 €". */
export function amountText(language: Language, cents: number): string {
  return say(language, 'costs.amount', { amount: plainAmount(language, cents) });
}

type Hearing = Pick<Claim, 'hearingId' | 'court' | 'scheduledOn' | 'scheduledTime' | 'against'>;

/** A hearing as its monitor sees it: without the title where a tie closed the case to them. */
function hearingLine(language: Language, hearing: Hearing) {
  const { against, court } = hearing;
  return {
    url: `/my/costs/${hearing.hearingId}`,
    caseTitle: against === null ? '' : titleOf({ against }, language),
    when: opening(language, whenOf(language, hearing)),
    day: date(language, startOfDay(hearing.scheduledOn)),
    court: say(language, `terms.courts.${court}`),
  };
}

function stateIn(language: Language, state: State) {
  return { state: say(language, `costs.state.${state}`), tone: tones[state] };
}

/** The intern's page: what came back first, then what can be claimed, then the rest. */
export function minePage(language: Language, { open, claims }: ReturnType<typeof mine>) {
  const line = (claim: Shown) => ({
    ...hearingLine(language, claim),
    ...stateIn(language, claim.cost.state),
    amount: amountText(language, claim.cost.amountCents),
    answer: claim.cost.state === 'returned' ? claim.answer : '',
  });
  const sum = (state: State) =>
    claims
      .filter(({ cost }) => cost.state === state)
      .reduce((total, { cost }) => total + cost.amountCents, 0);
  const states = ['claimed', 'approved', 'paid'] as const;
  return {
    open: open.map((hearing) => hearingLine(language, hearing)),
    returned: claims.filter(({ cost }) => cost.state === 'returned').map(line),
    claims: claims.filter(({ cost }) => cost.state !== 'returned').map(line),
    sums: states.map((state) => ({
      label: say(language, `costs.sum.${state}`),
      value: amountText(language, sum(state)),
    })),
  };
}

/** The form about one hearing. */
export function claimPage(language: Language, { hearing, claim }: { hearing: Hearing; claim: Shown | null }) {
  const state = claim?.cost.state ?? null;
  return {
    ...hearingLine(language, hearing),
    version: claim?.cost.version ?? 0,
    editable: state === null || state === 'claimed' || state === 'returned',
    state: state === null ? null : stateIn(language, state),
    answer: state === 'returned' ? claim?.answer : '',
    receiptUrl: claim?.cost.fileId && claim.purgedAt === null ? `/files/${claim.cost.fileId}` : '',
    amount: claim ? amountText(language, claim.cost.amountCents) : '',
    reason: claim?.reason ?? '',
    first: {
      amount: claim ? plainAmount(language, claim.cost.amountCents) : '',
      reason: claim?.reason ?? '',
    },
  };
}

/** Where what somebody saved meanwhile differs from what I send. */
export function differencesOf(saved: Shown, mine: { amountCents: number; reason: string }): Theirs {
  const amount = printDecimal(saved.cost.amountCents * 100, { minDecimals: 2 });
  return [
    ...(saved.cost.amountCents === mine.amountCents ? [] : [{ label: 'costs.field.amount', text: amount }]),
    ...(saved.reason === mine.reason ? [] : [{ label: 'costs.field.reason', text: saved.reason }]),
  ];
}

/** The staff's list: what is to be decided first. */
export function queueOf(language: Language, claims: readonly Claim[]) {
  const line = (claim: Claim) => ({
    url: `/staff/costs/${claim.cost.id}`,
    name: claim.name || say(language, 'register.list.erased'),
    amount: amountText(language, claim.cost.amountCents),
    day: shortDate(language, startOfDay(claim.scheduledOn)),
    title: titleOf({ against: claim.title }, language),
    receipt: say(language, claim.cost.fileId === null ? 'costs.list.no_receipt' : 'costs.list.receipt'),
    claimedAt: claim.cost.claimedAt,
    ...stateIn(language, claim.cost.state),
  });
  return (['claimed', 'returned'] as const)
    .map((state) => ({
      heading: say(language, `costs.list.${state}`),
      rows: claims.filter(({ cost }) => cost.state === state).map(line),
    }))
    .filter(({ rows }) => rows.length > 0);
}

/** Months with their sums, the latest first. */
export function monthsOf(language: Language, months: ReturnType<typeof monthsPaid>) {
  return months.map(({ month, due, paid }) => ({
    url: `/staff/payments/${month}`,
    name: monthName(language, month),
    due: amountText(language, due),
    paid: amountText(language, paid),
    isDue: due > 0,
  }));
}

/** "October 2026" */
export function monthName(language: Language, month: string): string {
  const name = say(language, `hearings.month.${Number(month.slice(5))}`);
  return say(language, 'hearings.calendar.month', { month: name, year: month.slice(0, 4) });
}

/** One claim for staff, with pictures of the receipt's first pages. */
export function staffPage(language: Language, claim: Shown) {
  const { cost, filePages, fileType, purgedAt } = claim;
  const hasReceipt = cost.fileId !== null && purgedAt === null;
  const pages = hasReceipt && fileType === 'pdf' ? Math.min(3, filePages ?? 0) : 0;
  const rows = [
    ['amount', amountText(language, cost.amountCents)],
    ['hearing', opening(language, whenOf(language, claim))],
    ['court', say(language, `terms.courts.${claim.court}`)],
    ['outcome', say(language, `hearings.state.${claim.hearingState}`)],
    ['reason', claim.reason],
  ] as const;
  return {
    id: cost.id,
    version: cost.version,
    name: claim.name || say(language, 'register.list.erased'),
    ...stateIn(language, cost.state),
    caseTitle: titleOf({ against: claim.title }, language),
    hearingUrl: `/staff/hearings/${cost.hearingId}`,
    rows: rows
      .filter(([name, value]) => name !== 'reason' || value !== '')
      .map(([name, value]) => ({
        label: say(language, name === 'amount' ? 'costs.column.amount' : `costs.field.${name}`),
        value,
      })),
    answer: claim.answer,
    hasReceipt,
    pages: Array.from({ length: pages }, (_one, at) => ({
      number: at + 1,
      url: `/staff/costs/${cost.id}/receipt/${at + 1}`,
    })),
    approvable: cost.state === 'claimed',
    returnable: cost.state === 'claimed' || cost.state === 'approved',
    deeds: (['approve', 'give_back'] as const)
      .filter((deed) => deed === 'give_back' || cost.state === 'claimed')
      .map((deed) => ({ value: deed, label: say(language, `costs.deed.${deed}`) })),
  };
}

/** What is to be paid in a month, a payment each. */
export function paymentsPage(language: Language, month: string, payments: readonly Paid[]) {
  const total = payments.reduce((sum, { dueCents }) => sum + dueCents, 0);
  return {
    month,
    name: monthName(language, month),
    due: amountText(language, total),
    isDue: total > 0,
    payments: payments.map((payment) => ({
      name: payment.name || say(language, 'register.list.erased'),
      due: amountText(language, payment.dueCents),
      isDue: payment.dueCents > 0,
      paid: amountText(language, payment.paidCents),
      account: payment.account,
      claims: payment.claims.map((claim) => ({
        url: `/staff/costs/${claim.cost.id}`,
        day: date(language, startOfDay(claim.scheduledOn)),
        amount: amountText(language, claim.cost.amountCents),
        ...stateIn(language, claim.cost.state),
      })),
    })),
    options: payments
      .filter(({ dueCents }) => dueCents > 0)
      .map(({ seen, name, dueCents, account }) => ({
        value: seen,
        label: say(language, 'costs.pay.option', { name, amount: amountText(language, dueCents) }),
        hint: account
          ? `${account.holder}, ${account.bank}, ${account.account}`
          : say(language, 'costs.pay.no_account'),
      })),
  };
}

/** The list as a file: headings, and a row for each payment; account numbers for whoever may pay. */
export function paymentsFile(language: Language, payments: readonly Paid[], withAccounts: boolean) {
  const names = ['name', 'hearings', 'due', 'paid', ...(withAccounts ? ['holder', 'bank', 'account'] : [])];
  const heading = names.map((name) => say(language, `costs.column.${name}`));
  const rows = payments.map(({ name, claims, dueCents, paidCents, account }) => [
    name,
    claims.length,
    dueCents / 100,
    paidCents / 100,
    ...(withAccounts ? [account?.holder ?? '', account?.bank ?? '', account?.account ?? ''] : []),
  ]);
  return { heading, rows };
}
