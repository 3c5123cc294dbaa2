// What is wrong with staff's own text of a letter, and what is only worth a second look.
import type { LetterName } from '../mail/letters.js';
import { fieldsOf, hasBranches, hidesLink, missingIn, unknownIn, type Wording } from '../mail/rules.js';

/** Names in braces that are no fields, by where they stand; personal ones are none in a subject. */
export function unknownNames(
  letter: LetterName,
  { subject, body }: Wording,
): { subject: string[]; body: string[] } {
  const fields = fieldsOf(letter);
  return {
    subject: unknownIn(
      subject,
      fields.filter(({ inSubject }) => inSubject),
    ),
    body: unknownIn(body, fields),
  };
}

export type Doubt = 'missing' | 'no_link' | 'hidden_link' | 'branches';

/** What to look at again before saving, none of which stops anybody; `names` are the fields that are left out. */
export function doubtsAbout(letter: LetterName, wording: Wording): { doubt: Doubt; names: string[] }[] {
  const names = missingIn(wording, fieldsOf(letter));
  const others = names.filter((name) => name !== 'link');
  const possible: Record<Doubt, boolean> = {
    no_link: names.includes('link'),
    hidden_link: hidesLink(wording.body),
    missing: others.length > 0,
    branches: hasBranches(letter),
  };
  return (Object.keys(possible) as Doubt[])
    .filter((doubt) => possible[doubt])
    .map((doubt) => ({ doubt, names: others }));
}
