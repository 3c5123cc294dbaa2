// When somebody may sit on a panel: judgements, as pure functions.

type Standing = { kind: string; saidBy: number } | undefined;

/** True when the person said of themselves that they know nobody there; what others set for them is no declaration. */
export function hasDeclared(standing: Standing, personId: number): boolean {
  return standing?.kind === 'none' && standing.saidBy === personId;
}

/**
 * True when whoever left may sit there again as before: everybody who has a time now had one then, or they declared
 * about them since; and no conflict stands. `before`: ids of the applications that had a time at the change.
 */
export function mayUndo(
  booked: readonly { id: number; standing: Standing }[],
  before: readonly number[],
  personId: number,
): boolean {
  return booked.every(
    ({ id, standing }) =>
      (standing === undefined || standing.kind === 'none') &&
      (before.includes(id) || hasDeclared(standing, personId)),
  );
}
