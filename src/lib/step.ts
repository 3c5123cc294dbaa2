// Owns the reading of state machines that are written as data: may this event happen here, and what then.

/** One event: the states it may start from, where it leads, who may do it, which letter it sends. */
type Move<State extends string, Role extends string> = {
  readonly from: readonly State[];
  readonly to: State | 'same' | 'return';
  readonly by: readonly Role[];
  readonly mail?: string;
};

/** A machine: event to move. Write it `as const satisfies Moves<State, Role>`. */
export type Moves<State extends string, Role extends string> = Readonly<Record<string, Move<State, Role>>>;

type AnyMoves = Moves<string, string>;
export type EventOf<M extends AnyMoves> = keyof M & string;
export type StateOf<M extends AnyMoves> =
  | M[keyof M]['from'][number]
  | Exclude<M[keyof M]['to'], 'same' | 'return'>;

/** This event may not happen in this state, or not by this role. */
export class IllegalMove extends Error {
  readonly event: string;
  readonly state: string;
  readonly role: string;

  constructor(event: string, state: string, role: string) {
    super(`${role} may not ${event} what is ${state}`);
    this.name = 'IllegalMove';
    this.event = event;
    this.state = state;
    this.role = role;
  }
}

/**
 * The state after an event. 'same' gives the state itself, 'return' gives `returnTo`, the state that was
 * kept when the detour began. Throws IllegalMove when the state or the role forbids it, and TypeError
 * when a move returns and nobody says where to.
 */
export function step<M extends AnyMoves, S extends string>(
  moves: M,
  event: EventOf<M>,
  state: S,
  role: string,
  returnTo?: S,
): S | StateOf<M> {
  const move = Object.hasOwn(moves, event) ? moves[event] : undefined;
  if (move === undefined || !move.from.includes(state) || !move.by.includes(role)) {
    throw new IllegalMove(event, state, role);
  }
  if (move.to === 'same') return state;
  if (move.to !== 'return') return move.to as StateOf<M>;
  if (returnTo === undefined) throw new TypeError(`${event} returns, but nobody said where to`);
  return returnTo;
}

/** The events this role may cause in this state, in the order they are written. Throws nothing. */
export function legalEvents<M extends AnyMoves>(moves: M, state: StateOf<M>, role: string): EventOf<M>[] {
  return Object.entries(moves)
    .filter(([, move]) => move.from.includes(state) && move.by.includes(role))
    .map(([event]) => event as EventOf<M>);
}
