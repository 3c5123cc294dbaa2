// Owns the codes of the terms courts and monitors use, in the order they are chosen from; words in catalog/terms.json.

export const courts = [
  'BC-PR-SD',
  'BC-PR',
  'BC-GL',
  'BC-PZ',
  'BC-GJ',
  'BC-PE',
  'BC-FE',
  'BC-MI',
  'CA-SD',
  'CA',
  'SC',
  'CC',
  'KSC',
] as const;
export type Court = (typeof courts)[number];

/** Where a case can stand. */
export const phases = ['INV', 'IND', 'PREP', 'FI', 'AP', 'ER', 'FIN', 'SUS', 'FUG'] as const;
export type Phase = (typeof phases)[number];

export const hearingTypes = [
  'DET',
  'INI',
  'SEC',
  'MT',
  'PLEA',
  'CLO',
  'JUD',
  'APP',
  'RET',
  'SIO',
  'SITE',
  'STC',
] as const;
export type HearingType = (typeof hearingTypes)[number];

/** What somebody whose name is known can be in a case. A protected witness is none of these: there is no name. */
export const namedRoles = [
  'PJ',
  'PM',
  'PRO',
  'ACC',
  'DEF',
  'INJ',
  'REP',
  'VA',
  'WIT',
  'CWIT',
  'EXP',
  'INT',
  'REC',
] as const;
export type NamedRole = (typeof namedRoles)[number];

/** What somebody known by a pseudonym alone can be in a case. */
export const protectedRoles = ['PWIT', 'INJ', 'CWIT', 'EXP'] as const;

export const protectiveMeasures = [
  'PSEU',
  'ANON',
  'EXPU',
  'SCRN',
  'VOIC',
  'FACE',
  'VID',
  'CLSD',
  'REMV',
  'NDIS',
  'SUPP',
] as const;
export type ProtectiveMeasure = (typeof protectiveMeasures)[number];

/** Terms whose words await a court interpreter, and in which languages: shown as they are, and listed for staff. */
export const toConfirm = [
  { list: 'courts', code: 'BC-PR-SD', languages: ['sr'] },
  { list: 'courts', code: 'CA-SD', languages: ['sr'] },
  { list: 'hearingTypes', code: 'INI', languages: ['sr'] },
  { list: 'hearingTypes', code: 'SIO', languages: ['sq', 'sr'] },
  { list: 'hearingTypes', code: 'STC', languages: ['sq'] },
  { list: 'phases', code: 'PREP', languages: ['sq', 'sr'] },
  { list: 'phases', code: 'FUG', languages: ['sq'] },
  { list: 'roles', code: 'VA', languages: ['sr'] },
  { list: 'measures', code: 'EXPU', languages: ['sq', 'sr'] },
  { list: 'measures', code: 'NDIS', languages: ['sq', 'sr'] },
] as const;
