// What may be done with a letter as it stands, as data: the pages show these deeds, and the verbs ask the same.
import { type LetterName, type LetterRule, letterRules } from './letters.js';
import type { Letter } from './queries.js';

export type Deed =
  | 'retry'
  | 'readdress'
  | 'came-back'
  | 'hold-back'
  | 'edit'
  | 'rerender'
  | 'release'
  | 'resume'
  | 'drop';

/** True when the letter holds a sign-in link: nobody but its reader may see, change or redirect it. */
export function isSecret({ letter }: Pick<Letter, 'letter'>): boolean {
  return ruleOf(letter)?.secret ?? true;
}

/** Its deeds, the most likely first. `resume` lets a decision go that was released and held back. */
export function deedsFor(letter: Letter): readonly Deed[] {
  const hasBody = letter.sealedBody !== null && letter.recipient !== null;
  const isOpen = hasBody && !isSecret(letter);
  switch (letter.state) {
    case 'failed':
      return deeds({ retry: hasBody, readdress: isOpen, drop: true });
    case 'sent':
      return deeds({ readdress: isOpen, 'came-back': letter.recipient !== null });
    case 'draft':
      return deeds({
        release: letter.kind === 'notice',
        // Decisions are released where they are made; once that has been done, the letter may go on from here.
        resume: letter.kind === 'decision' && letter.releaseGroupId !== null,
        edit: isOpen,
        rerender: isOpen && letter.sealedData !== null,
        drop: letter.kind === 'notice',
      });
    case 'queued':
      return deeds({ 'hold-back': wasReleased(letter) });
    default:
      return [];
  }
}

/** A draft that somebody released, and nobody has tried to send yet. */
function wasReleased(letter: Letter): boolean {
  return ruleOf(letter.letter)?.mode === 'draft' && letter.attempts === 0;
}

function ruleOf(letter: string): LetterRule | undefined {
  return letterRules[letter as LetterName];
}

function deeds(possible: Partial<Record<Deed, boolean>>): Deed[] {
  return (Object.entries(possible) as [Deed, boolean][]).filter(([, may]) => may).map(([deed]) => deed);
}
