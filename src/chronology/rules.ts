// How a witness of an approved report may be called where others read: by pseudonym, by a name said in the open, or not.

type Heard = {
  pseudonym: string | null;
  name: string | null;
  label: string | null;
  named: boolean;
  measures: readonly string[] | null;
  publicity: string | null;
};

/**
 * The pseudonym; else the name of the case or the one the court said, where nothing protected the witness and the public
 * was there all the time; else nothing. Source: monitoring §3. Throws nothing.
 */
export function calledBy({ pseudonym, name, label, named, measures, publicity }: Heard): string {
  if (pseudonym !== null) return pseudonym;
  const isOpen = publicity === 'open' && (measures ?? []).every((one) => one === 'NONE' || one === 'UNK');
  if (!isOpen) return '';
  return name ?? (named ? (label ?? '') : '');
}
