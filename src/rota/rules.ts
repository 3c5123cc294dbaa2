// Who may go to a hearing and who should: reasons in words, never hidden weights.

/** An intern as the rota sees them. Days are local, 'YYYY-MM-DD'. */
export type Monitor = {
  personId: number;
  name: string;
  /** Days of the internship, both counted. */
  startsOn: string;
  endsOn: string;
  languages: readonly string[];
  /** The last day on which what they signed holds; blank when they have not signed the present wording. */
  signedUntil: string;
  /** Cases they have a tie to. */
  tiedTo: readonly number[];
  absences: readonly { fromOn: string; untilOn: string }[];
  /** Days on which they go to a hearing already. */
  busyOn: readonly string[];
  /** Days on which they sit in interviews. */
  interviewsOn: readonly string[];
  /** Hearings of the last thirty days and to come. */
  load: number;
};
export type Due = { hearingId: number; caseId: number; scheduledOn: string; languages: readonly string[] };

/** Why somebody cannot go; in the order it is asked. */
export const hindrances = [
  'not_then',
  'tie',
  'unsigned',
  'absent',
  'busy',
  'interviews',
  'language',
] as const;
export type Hindrance = (typeof hindrances)[number];

/**
 * Why this monitor cannot go to this hearing; undefined when they can. A tie comes before everything that could be
 * mended. Source: monitoring §3 (conflicts) and issue of the rota (availability, language, conflicts, load).
 */
export function hindranceOf(monitor: Monitor, due: Due): Hindrance | undefined {
  const { scheduledOn: day } = due;
  if (monitor.tiedTo.includes(due.caseId)) return 'tie';
  if (day < monitor.startsOn || day > monitor.endsOn) return 'not_then';
  if (day > monitor.signedUntil) return 'unsigned';
  if (monitor.absences.some(({ fromOn, untilOn }) => day >= fromOn && day <= untilOn)) return 'absent';
  if (monitor.busyOn.includes(day)) return 'busy';
  if (monitor.interviewsOn.includes(day)) return 'interviews';
  if (!due.languages.every((language) => monitor.languages.includes(language))) return 'language';
  return undefined;
}

/** Those who can go, the one with the least to do first; of equals, the one whose name comes first. */
export function candidatesFor(monitors: readonly Monitor[], due: Due): Monitor[] {
  return monitors
    .filter((monitor) => hindranceOf(monitor, due) === undefined)
    .sort(
      (a, b) => a.load - b.load || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.personId - b.personId),
    );
}

/**
 * One monitor for each hearing, in the order of the days, each choice counted before the next is made; undefined where
 * nobody can go.
 */
export function propose(
  monitors: readonly Monitor[],
  dues: readonly Due[],
): { due: Due; monitor: Monitor | undefined }[] {
  let now = [...monitors];
  return dues.map((due) => {
    const [chosen] = candidatesFor(now, due);
    if (chosen) {
      now = now.map((monitor) =>
        monitor.personId === chosen.personId
          ? { ...monitor, load: monitor.load + 1, busyOn: [...monitor.busyOn, due.scheduledOn] }
          : monitor,
      );
    }
    return { due, monitor: chosen };
  });
}

/** How much each would have to do before and after a proposal. */
export function loadsAfter(monitors: readonly Monitor[], proposal: ReturnType<typeof propose>) {
  return monitors.map(({ personId, name, load }) => ({
    personId,
    name,
    before: load,
    after: load + proposal.filter(({ monitor }) => monitor?.personId === personId).length,
  }));
}
