// Everything we expect to go wrong. Messages are text keys, never sentences; the rest is a bug.

/** It is not there, or not yours: the two are the same to the one who asks. */
export class NotFound extends Error {}

/** Known who you are, and your groups may not do this. */
export class Forbidden extends Error {}

/** It changed meanwhile, or the state does not allow it. `key` is the sentence to show. */
export class Conflict extends Error {
  readonly key: string;
  constructor(key: string) {
    super(key);
    this.key = key;
  }
}

export type Problem = { key: string; values?: Record<string, string | number> };

/** What somebody sent cannot be taken: field name -> what to say beside it. */
export class Invalid extends Error {
  readonly problems: Record<string, Problem>;
  constructor(problems: Record<string, Problem | string>) {
    super('invalid');
    this.problems = Object.fromEntries(
      Object.entries(problems).map(([field, problem]) => [
        field,
        typeof problem === 'string' ? { key: problem } : problem,
      ]),
    );
  }

  /** What a form found wrong, the first problem of each field; what belongs to no field is under `form`. */
  static from(issues: readonly { path: readonly PropertyKey[]; message: string }[]): Invalid {
    const problems: Record<string, Problem> = {};
    for (const issue of issues) {
      const values = (issue as { params?: Problem['values'] }).params ?? {};
      problems[issue.path.join('.') || 'form'] ??= { key: issue.message, values };
    }
    return new Invalid(problems);
  }
}

export type Theirs = { label: string; text: string; textKey?: string }[];

/** Somebody saved this meanwhile. `theirs`: what it says now where it differs; field label key, and text or its key. */
export class Stale extends Error {
  readonly theirs: Theirs;
  readonly savedAt: number;
  constructor(theirs: Theirs, savedAt: number) {
    super('stale');
    this.theirs = theirs;
    this.savedAt = savedAt;
  }
}

/** Asked too often; try again after `seconds`. */
export class TooMany extends Error {
  readonly seconds: number;
  constructor(seconds: number) {
    super('too many');
    this.seconds = seconds;
  }
}

/** Something sent is larger than we take. */
export class TooLarge extends Error {}

/** There is no room left on the disk. */
export class NoSpace extends Error {}

/** The form is not ours, or of another browser. */
export class ForeignForm extends Error {}

/** What SQLite and the system say when there is no room, a quota is used up, or the disk takes nothing any more. */
const UNWRITABLE =
  /^(?:SQLITE_(?:FULL|READONLY|IOERR_(?:WRITE|FSYNC|DIR_FSYNC|TRUNCATE|SHMSIZE))|ENOSPC|EDQUOT|EROFS)/;

/** True for an error of a disk that nothing can be written to; what is there can still be read. */
export function isUnwritable(error: unknown): boolean {
  return UNWRITABLE.test(String((error as { code?: unknown } | undefined)?.code ?? ''));
}
