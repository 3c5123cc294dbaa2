// How a job does many small things: what people ask for goes in between.
import { setImmediate as others } from 'node:timers/promises';

/** So many before requests are answered: a tenth of a second. */
const TOGETHER = 20;

/**
 * Does each of what `find` finds, in a transaction of its own. Requests are answered in between, as five hundred letters
 * at once would keep everybody waiting for seconds; what they change is found anew. Answers how many `act` did. What is
 * left when it is told to stop is due still.
 */
export async function oneByOne<One>(
  find: () => readonly One[],
  act: (one: One) => boolean,
  signal: AbortSignal,
): Promise<number> {
  let [done, refused] = [0, 0];
  for (let left = find().length; left > 0 && !signal.aborted; left -= TOGETHER) {
    for (const one of find().slice(refused, refused + TOGETHER)) {
      if (act(one)) done += 1;
      else refused += 1;
    }
    await others();
  }
  return done;
}
