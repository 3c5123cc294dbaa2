// Which edition of a dossier is asked for, and as what.

export const editions = ['full', 'donors'] as const;
export type Edition = (typeof editions)[number];
export const formats = ['pdf', 'xlsx'] as const;
export type Format = (typeof formats)[number];

/** The edition a page is asked for: in full unless the donors' is named. */
export function readEdition(raw: unknown): Edition {
  return raw === 'donors' ? 'donors' : 'full';
}
