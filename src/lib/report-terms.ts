// Owns the codes of what a monitor answers about a hearing, in the order they are asked; words in catalog/reports.json.

/** The sections of a report, in the order of the note sheet. */
export const sections = [
  'outcome',
  'attendance',
  'times',
  'publicity',
  'actions',
  'witnesses',
  'interpretation',
  'indicators',
  'conduct',
  'incidents',
  'summary',
  'next',
] as const;
export type Section = (typeof sections)[number];

export const outcomes = [
  'held_productive',
  'held_unproductive',
  'adjourned',
  'not_opened',
  'cancelled',
  'moved',
] as const;
/** It took place. */
export const held = ['held_productive', 'held_unproductive'] as const;
/** The court sat, however shortly. */
export const sat = [...held, 'adjourned'] as const;
/** No step was made: why has to be said. */
export const unproductive = ['held_unproductive', 'adjourned', 'not_opened', 'cancelled', 'moved'] as const;

export const coverages = ['full', 'part', 'not_covered', 'refused'] as const;
/** Somebody of ours was there. */
export const seen = ['full', 'part'] as const;
export const modes = ['in_person', 'video', 'documents'] as const;

export const yesNo = ['yes', 'no'] as const;
export const observed = ['yes', 'no', 'not_observed'] as const;
export const fourAnswers = ['yes', 'no', 'not_applicable', 'not_observed'] as const;

/** Why a hearing was put off or began late, each with whom it is mostly put down to. */
export const postponementReasons = [
  'ACC-ABS',
  'ACC-ILL',
  'ESC',
  'DEF-ABS',
  'DEF-NEW',
  'PRO-ABS',
  'JUD-ABS',
  'PAN-INC',
  'WIT-ABS',
  'INJ-ABS',
  'EXP-ABS',
  'INT-ABS',
  'DOC-TRA',
  'SUM',
  'ROOM',
  'RECUS',
  'MOT',
  'MLA',
  'SEC',
  'STRIKE',
  'PREV',
  'OTH',
  'UNK',
] as const;
/** Why it was put off; that an earlier hearing overran explains a late beginning alone. */
export const offReasons = postponementReasons.filter((code) => code !== 'PREV');
export const responsibleActors = [
  'court',
  'prosecution',
  'defence',
  'accused',
  'injured_party',
  'witness',
  'escort',
  'translation',
  'external',
  'unknown',
] as const;
export const reasonSources = ['judge', 'clerk', 'inferred', 'unknown'] as const;
/** Who asks for something in a courtroom. */
export const sides = ['court', 'prosecution', 'defence', 'injured_party'] as const;
export const sidesOrNobody = [...sides, 'nobody'] as const;

export const presences = [
  'present',
  'absent_notified',
  'absent_unexplained',
  'video',
  'not_summoned',
  'substituted',
] as const;
export const counselTypes = ['chosen', 'appointed', 'none'] as const;
export const headcounts = ['none', 'few', 'some', 'many'] as const;

export const announcements = ['board', 'web', 'no', 'not_observed'] as const;
export const publicities = ['open', 'partly_closed', 'closed', 'partly_private'] as const;
/** The public was kept out for a time at least. */
export const shut = ['partly_closed', 'closed', 'partly_private'] as const;
export const closingGrounds = [
  'witness_safety',
  'minors',
  'privacy',
  'secrecy',
  'order',
  'other',
  'not_stated',
] as const;
export const recordings = ['audio', 'video', 'minutes', 'not_observed'] as const;

export const actions = [
  'rights',
  'indictment_read',
  'plea_guilty',
  'plea_not_guilty',
  'objections',
  'dismissal_request',
  'opening',
  'witness',
  'expert',
  'injured_party',
  'accused_heard',
  'documents',
  'exhibits',
  'site_inspection',
  'motion',
  'recusal',
  'amended',
  'detention',
  'plea_agreement',
  'closing',
  'judgment',
  'sentence',
  'deliberation',
] as const;
/** What moves no case on by itself: the panel alone with itself. Every other action is a step. */
export const noSteps: readonly string[] = ['deliberation'];
/** What was done by hearing somebody: then it is said who was heard. */
export const witnessActions: readonly string[] = ['witness', 'expert', 'injured_party'];
export const motionResults = ['granted', 'refused', 'reserved'] as const;
export const detentionRulings = ['extended', 'replaced', 'ended'] as const;
export const judgmentResults = ['guilty', 'not_guilty', 'rejected', 'dismissed'] as const;
export const compensations = ['granted', 'referred', 'refused', 'none'] as const;

export const witnessRoles = ['WIT', 'INJ', 'EXP', 'CWIT'] as const;
export const witnessModes = ['courtroom', 'screen', 'video', 'other_room', 'statement_read'] as const;
export const languagesHeard = ['sq', 'sr', 'en', 'other'] as const;
export const examiners = ['prosecution', 'defence', 'panel', 'injured_party'] as const;
export const statementChanges = ['no', 'partly', 'wholly', 'not_observed'] as const;
/** What somebody protected for sexual violence spoke of, in fixed terms: nobody describes it here. */
export const fixedTerms = [
  'events',
  'identified',
  'harm',
  'treatment',
  'aftermath',
  'compensation',
  'earlier_statement',
] as const;

export const interpretedFor = ['accused', 'witness', 'injured_party', 'counsel', 'panel'] as const;
export const languagePairs = ['sq-sr', 'sq-en', 'sr-en', 'other'] as const;
export const interpretationSources = ['court', 'party', 'nobody'] as const;
export const interpretationModes = ['consecutive', 'whispered', 'equipment'] as const;
export const interpretationQualities = ['adequate', 'minor_gaps', 'serious_gaps', 'not_judged'] as const;
export const served = ['all', 'part', 'none', 'not_observed'] as const;

/** The fair-trial indicators asked at every hearing that took place. */
export const coreIndicators = [
  'PUB',
  'TIME',
  'IMP',
  'ARMS',
  'INNO',
  'PREP',
  'COUN',
  'WITX',
  'INTR',
  'PRES',
  'VIC',
  'RECD',
] as const;
/** Asked where the kind of hearing, or what was done, calls for them. */
export const furtherIndicators = ['INFO', 'SIL', 'CONF', 'REAS', 'DETN'] as const;
export const indicators = [...coreIndicators, ...furtherIndicators] as const;
export type Indicator = (typeof indicators)[number];

export const conductAnswers = ['nothing', 'something'] as const;
export const conductOf = ['judge', 'prosecution', 'counsel', 'accused', 'audience'] as const;
export const conductKinds = [
  'unequal_time',
  'tone',
  'interruption',
  'own_questions',
  'phone',
  'dress',
  'incomplete',
  'unprepared',
  'disrespect',
  'late',
  'disruption',
  'removal',
  'other',
] as const;
export const reactions = ['none', 'warned', 'removed', 'interrupted', 'reported', 'other'] as const;

export const incidentKinds = [
  'threat',
  'insult',
  'intimidation',
  'photographing',
  'disclosed_aloud',
  'disclosed_online',
  'assault',
  'pressure_on_monitor',
  'approached',
  'contact',
  'denied_entry',
] as const;
export const incidentPlaces = [
  'courtroom',
  'corridor',
  'entrance',
  'outside',
  'online',
  'elsewhere',
] as const;
export const incidentTargets = [
  'protected',
  'witness',
  'injured_party',
  'accused',
  'counsel',
  'prosecution',
  'court',
  'monitor',
  'public',
] as const;
export const knownHow = ['seen', 'told', 'media'] as const;

export const nextKinds = ['date', 'notice', 'unknown', 'none'] as const;
