// THE table of letters: what each needs to be written, who it is for, when it may leave, and a sample of it.
import { z } from 'zod';

export type LetterRule = {
  /** `now` leaves by itself; `draft` waits until somebody releases it. */
  mode: 'now' | 'draft';
  kind: 'notice' | 'decision';
  audience: 'applicant' | 'staff' | 'anyone';
  /** True when the body holds a sign-in link: it is erased as soon as it was sent. */
  secret: boolean;
  /** True for the last letter to somebody who was erased: once it has left, its address and words go too. */
  last: boolean;
  /** False where staff may not write their own text per call: what it says is owed as it stands, or is of no call. */
  templated: boolean;
  data: z.ZodType<Record<string, unknown>>;
  sample: Record<string, unknown>;
};

const rule = <T extends z.ZodType<Record<string, unknown>>>(
  data: T,
  sample: z.input<T> & Record<string, unknown>,
  more: Partial<Omit<LetterRule, 'data' | 'sample'>> = {},
): LetterRule => ({
  mode: 'now',
  kind: 'notice',
  audience: 'applicant',
  secret: false,
  last: false,
  templated: true,
  ...more,
  data,
  sample,
});

const Application = z.object({
  name: z.string(),
  reference: z.string(),
  link: z.string(),
  submitted: z.string(),
  closes: z.string(),
  /** The deadline is still to come. */
  inTime: z.boolean(),
});
const sampleApplication = {
  name: 'Arta Sample',
  reference: 'HLC-2026-0042',
  link: 'https://apply.example.org/my/applications/42',
  submitted: 'Thursday, 22 October 2026, 10:00 (Prishtina time)',
  closes: 'Thursday, 5 November 2026, 23:59 (Prishtina time)',
  inTime: true,
};
const Interview = z.object({
  name: z.string(),
  reference: z.string(),
  when: z.string(),
  minutes: z.number(),
  place: z.string(),
  /** Where one meets online; '' when one does not. */
  online: z.string(),
  contact: z.string(),
  link: z.string(),
});
const sampleInterview = {
  name: sampleApplication.name,
  reference: sampleApplication.reference,
  when: 'Thursday, 26 November 2026, 10:30 (Prishtina time)',
  minutes: 30,
  place: 'HLC Kosovo, second floor',
  online: 'https://meet.example.org/sample',
  contact: 'internships@example.org',
  link: 'https://apply.example.org/my/applications/42/interview',
};
const Invitation = Interview.pick({ name: true, reference: true, contact: true, link: true }).extend({
  replyBy: z.string(),
  /** How often a time may be changed, and until how many hours before. */
  changes: z.number(),
  hours: z.number(),
});
const sampleInvitation = {
  name: sampleInterview.name,
  reference: sampleInterview.reference,
  contact: sampleInterview.contact,
  link: sampleInterview.link,
  replyBy: 'Thursday, 19 November 2026',
  changes: 2,
  hours: 24,
};
/** What an applicant is asked for, each thing in words, and until when. */
const Requested = z.object({
  name: z.string(),
  reference: z.string(),
  link: z.string(),
  items: z.array(z.string()),
  due: z.string(),
});
const sampleRequested = {
  name: sampleApplication.name,
  reference: sampleApplication.reference,
  link: `${sampleApplication.link}/supply`,
  items: ['The document: Certificate of grades', 'Your year of studies'],
  due: 'Thursday, 29 October 2026',
};
/** A decision about an application, and the page on which it can be read and answered. */
const Decision = z.object({ name: z.string(), reference: z.string(), title: z.string(), link: z.string() });
const sampleDecision = {
  name: 'Arta Sample',
  reference: sampleApplication.reference,
  title: 'Internship in monitoring war-crimes trials',
  link: sampleApplication.link,
};
/** A place that is offered: its days, until when to answer, and how long internships of the call are. */
const Offer = Decision.extend({
  starts: z.string(),
  ends: z.string(),
  replyBy: z.string(),
  monthsMin: z.number(),
  monthsMax: z.number(),
  contact: z.string(),
});
const sampleOffer = {
  ...sampleDecision,
  starts: '1 February 2027',
  ends: '30 April 2027',
  replyBy: 'Friday, 11 December 2026',
  monthsMin: 3,
  monthsMax: 6,
  contact: 'internships@example.org',
};
/** An offer as it stands, with the last moment to answer it. */
const Offered = Offer.omit({ monthsMin: true, monthsMax: true });
const sampleOffered = {
  ...sampleDecision,
  starts: sampleOffer.starts,
  ends: sampleOffer.ends,
  replyBy: 'Friday, 11 December 2026, 23:59 (Prishtina time)',
  contact: sampleOffer.contact,
};
/** An answer to an offer, with the last moment to take it back. */
const Reply = Offered.extend({ until: z.string() });
const sampleReply = {
  ...sampleOffered,
  link: `${sampleApplication.link}/take-back`,
  until: 'Saturday, 5 December 2026, 10:30 (Prishtina time)',
};
const Draft = z.object({ link: z.string(), closes: z.string() });
const sampleDraft = { link: sampleApplication.link, closes: sampleApplication.closes };
const DraftReminder = Draft.extend({ missing: z.array(z.string()) });
const DataExpiry = z.object({
  reference: z.string(),
  erased: z.string(),
  link: z.string(),
  months: z.number(),
});
const Erased = z.object({ erased: z.string(), link: z.string() });
const Placement = z.object({
  name: z.string(),
  starts: z.string(),
  ends: z.string(),
  /** It ended before its last day. */
  early: z.boolean(),
  link: z.string(),
});
const samplePlacement = {
  name: 'Arta Sample',
  starts: '1 February 2027',
  ends: '31 May 2027',
  early: false,
  link: 'https://apply.example.org/my/placement',
};
const LateKey = z.object({ link: z.string(), key: z.string(), until: z.string() });

/** What was done to the keys of an account. */
const securityNotices = [
  'password',
  'app',
  'codes',
  'code_used',
  'passkey_added',
  'passkey_removed',
  'email',
  'groups',
] as const;
export type SecurityNotice = (typeof securityNotices)[number];

/** One line a letter. Its words are in views/letters/<letter>/{sq,sr,en}.hbs. */
export const letterRules = {
  'sign-in-link': rule(
    z.object({ link: z.string(), minutes: z.number() }),
    { link: 'https://apply.example.org/sign-in/link?token=sample', minutes: 30 },
    { audience: 'anyone', secret: true },
  ),
  'staff-sign-in': rule(
    z.object({ link: z.string() }),
    { link: 'https://apply.example.org/staff/sign-in' },
    { audience: 'staff' },
  ),
  invitation: rule(
    z.object({ name: z.string(), link: z.string(), hours: z.number(), again: z.boolean() }),
    {
      name: 'Dafina Sample',
      link: 'https://apply.example.org/invitation?token=sample',
      hours: 48,
      again: false,
    },
    { audience: 'staff', secret: true },
  ),
  'new-password': rule(
    z.object({ name: z.string(), link: z.string(), hours: z.number() }),
    { name: 'Dafina Sample', link: 'https://apply.example.org/invitation?token=sample', hours: 48 },
    { audience: 'staff', secret: true },
  ),
  'new-address': rule(
    z.object({ link: z.string(), minutes: z.number() }),
    { link: 'https://apply.example.org/account/email/confirm?token=sample', minutes: 60 },
    { audience: 'anyone', secret: true },
  ),
  'security-notice': rule(
    z.object({ notice: z.enum(securityNotices), when: z.string(), link: z.string() }),
    {
      notice: 'password',
      when: 'Thursday, 22 October 2026, 10:00 (Prishtina time)',
      link: 'https://apply.example.org/contact',
    },
    { audience: 'anyone' },
  ),
  'application-received': rule(Application, sampleApplication),
  'application-entered': rule(Application, sampleApplication, { secret: true }),
  'application-withdrawn': rule(Application, sampleApplication),
  'application-reinstated': rule(Application, sampleApplication),
  'interview-invitation': rule(Invitation, sampleInvitation, { mode: 'draft' }),
  'interview-missed': rule(Invitation, sampleInvitation, { mode: 'draft' }),
  'interview-unanswered': rule(Invitation, sampleInvitation),
  'interview-late': rule(
    Interview.pick({
      name: true,
      reference: true,
      when: true,
      minutes: true,
      place: true,
      contact: true,
    }),
    {
      name: sampleInterview.name,
      reference: sampleInterview.reference,
      when: sampleInterview.when,
      minutes: 15,
      place: sampleInterview.place,
      contact: sampleInterview.contact,
    },
  ),
  'interview-confirmed': rule(Interview.extend({ changes: z.number(), hours: z.number() }), {
    ...sampleInterview,
    changes: 2,
    hours: 24,
  }),
  'interview-changed': rule(Interview.extend({ before: z.string(), reason: z.string() }), {
    ...sampleInterview,
    before: 'Wednesday, 25 November 2026, 09:00 (Prishtina time)',
    reason: 'A member of the panel must be in court that day.',
  }),
  'interview-cancelled': rule(
    Interview.extend({
      why: z.enum(['own', 'withdrawn', 'staff', 'undone']),
      reason: z.string(),
      alternative: z.string(),
    }),
    {
      ...sampleInterview,
      why: 'staff',
      reason: 'A member of the panel must be in court that day.',
      alternative: 'Friday, 27 November 2026, 11:10 (Prishtina time)',
    },
  ),
  'interview-reminder': rule(Interview, sampleInterview),
  'card-missing': rule(
    z.object({ assumed: z.boolean(), reference: z.string(), when: z.string(), link: z.string() }),
    {
      assumed: true,
      reference: sampleInterview.reference,
      when: sampleInterview.when,
      link: 'https://apply.example.org/staff/bookings/7/card',
    },
    { audience: 'staff' },
  ),
  'incident-urgent': rule(
    z.object({ link: z.string() }),
    { link: 'https://apply.example.org/staff/reports/7/incidents' },
    { audience: 'staff' },
  ),
  'panel-notice': rule(
    Interview.pick({ reference: true, when: true, place: true, link: true }).extend({
      notice: z.enum(['booked', 'changed', 'cancelled', 'withdrawn', 'reminder']),
    }),
    {
      notice: 'booked',
      reference: sampleInterview.reference,
      when: sampleInterview.when,
      place: sampleInterview.place,
      link: 'https://apply.example.org/staff/interviews/3',
    },
    { audience: 'staff' },
  ),
  'panel-proposed': rule(
    Interview.pick({ when: true, place: true, link: true }),
    {
      when: sampleInterview.when,
      place: sampleInterview.place,
      link: 'https://apply.example.org/staff/panel-changes/3',
    },
    { audience: 'staff' },
  ),
  'panel-reminder': rule(
    Interview.pick({ when: true, place: true, link: true }),
    {
      when: sampleInterview.when,
      place: sampleInterview.place,
      link: 'https://apply.example.org/staff/panel-changes/3',
    },
    { audience: 'staff' },
  ),
  'panel-changed': rule(
    Interview.pick({ when: true, place: true, link: true }).extend({ leaves: z.string(), comes: z.string() }),
    {
      when: sampleInterview.when,
      place: sampleInterview.place,
      leaves: 'Mira Sample',
      comes: 'Luan Sample',
      link: 'https://apply.example.org/staff/interviews/3',
    },
    { audience: 'staff' },
  ),
  'draft-lapsed': rule(Draft, sampleDraft),
  'draft-reminder': rule(DraftReminder, { ...sampleDraft, missing: ['Studies', 'Certificate of grades'] }),
  'data-expiry': rule(
    DataExpiry,
    {
      reference: sampleApplication.reference,
      erased: 'Thursday, 22 April 2027',
      link: 'https://apply.example.org/my/data/keep',
      months: 12,
    },
    { templated: false },
  ),
  erased: rule(
    Erased,
    { erased: sampleApplication.submitted, link: 'https://apply.example.org/contact' },
    { last: true },
  ),
  'late-key': rule(
    LateKey,
    {
      link: 'https://apply.example.org/calls/2026/late',
      key: 'sample-key',
      until: 'Thursday, 12 November 2026, 23:59 (Prishtina time)',
    },
    { secret: true },
  ),
  'placement-begins': rule(Placement, samplePlacement, { mode: 'draft', templated: false }),
  'placement-ends': rule(Placement, samplePlacement, { mode: 'draft', templated: false }),
  'cost-returned': rule(
    z.object({ when: z.string(), link: z.string() }),
    { when: '3 November 2026', link: 'https://apply.example.org/my/costs/12' },
    { templated: false },
  ),
  'report-returned': rule(
    z.object({ when: z.string(), link: z.string() }),
    { when: '3 November 2026', link: 'https://apply.example.org/my/reports/12' },
    { templated: false },
  ),
  'report-withdrawn': rule(
    z.object({ when: z.string(), link: z.string() }),
    { when: '3 November 2026', link: 'https://apply.example.org/my/reports/12' },
    { templated: false },
  ),
  'report-restored': rule(
    z.object({ when: z.string(), link: z.string() }),
    { when: '3 November 2026', link: 'https://apply.example.org/my/reports/12' },
    { templated: false },
  ),
  'report-approved': rule(
    z.object({ when: z.string(), link: z.string() }),
    { when: '3 November 2026', link: 'https://apply.example.org/my/reports/12' },
    { templated: false },
  ),
  'conditions-not-met': rule(
    Decision.extend({
      findings: z.array(z.string()),
      /** A second person confirmed it. */
      second: z.boolean(),
      /** Working days to contest it. */
      days: z.number(),
      contact: z.string(),
    }),
    {
      ...sampleDecision,
      findings: ['Average grade: not met. Average 7.50; the call asks for above 7.5.'],
      second: true,
      days: 5,
      contact: 'internships@example.org',
    },
    { mode: 'draft', kind: 'decision' },
  ),
  'information-requested': rule(Requested, sampleRequested, { mode: 'draft' }),
  'information-reminder': rule(Requested, sampleRequested),
  'information-received': rule(Requested, sampleRequested),
  'still-with-us': rule(Application, sampleApplication, { mode: 'draft' }),
  'decision-upheld': rule(
    Decision.extend({ findings: z.array(z.string()), second: z.boolean(), contact: z.string() }),
    {
      ...sampleDecision,
      findings: ['Average grade: not met. Average 7.50; the call asks for above 7.5.'],
      second: true,
      contact: 'internships@example.org',
    },
    { mode: 'draft', kind: 'decision' },
  ),
  offer: rule(Offer, sampleOffer, { mode: 'draft', kind: 'decision' }),
  'offer-after-all': rule(Offer, sampleOffer, { mode: 'draft', kind: 'decision' }),
  'call-closed': rule(
    Decision.extend({ contact: z.string() }),
    { ...sampleDecision, contact: 'internships@example.org' },
    { mode: 'draft', kind: 'decision' },
  ),
  'application-restored': rule(Application, sampleApplication, { mode: 'draft' }),
  reserve: rule(
    Decision.extend({ rank: z.number(), contact: z.string() }),
    { ...sampleDecision, rank: 2, contact: 'internships@example.org' },
    { mode: 'draft', kind: 'decision' },
  ),
  refusal: rule(
    Decision.extend({
      reasons: z.array(z.string()),
      /** '' where nobody wrote any. */
      advice: z.string(),
      contact: z.string(),
    }),
    {
      ...sampleDecision,
      reasons: ['There were more good applications than places.'],
      advice: 'Follow a hearing or two before you apply again: they are open to the public.',
      contact: 'internships@example.org',
    },
    { mode: 'draft', kind: 'decision' },
  ),
  'offer-accepted': rule(Reply, sampleReply),
  'offer-declined': rule(Reply, sampleReply),
  'reply-taken-back': rule(Offered, sampleOffered),
  'offer-reminder': rule(Offered, sampleOffered),
  'offer-lapsed': rule(Offered, sampleOffered, { mode: 'draft' }),
  'offer-answered': rule(
    z.object({ reference: z.string(), until: z.string(), link: z.string() }),
    {
      reference: sampleApplication.reference,
      until: sampleReply.until,
      link: 'https://apply.example.org/staff/applications/42',
    },
    { audience: 'staff' },
  ),
  'decision-changed': rule(Application, sampleApplication, { mode: 'draft' }),
  'contest-received': rule(Application, sampleApplication),
  'conditions-corrected': rule(
    z.object({
      title: z.string(),
      reference: z.string(),
      conditions: z.array(z.string()),
      result: z.enum(['met', 'to_verify', 'not_met']),
      contact: z.string(),
      link: z.string(),
    }),
    {
      title: 'Internship in monitoring war-crimes trials',
      reference: sampleApplication.reference,
      conditions: ['You study at a faculty of law, public or private.', 'Your average grade is above 7.'],
      result: 'to_verify',
      contact: 'internships@example.org',
      link: sampleApplication.link,
    },
    { mode: 'draft' },
  ),
} as const satisfies Record<string, LetterRule>;

export type LetterName = keyof typeof letterRules;
