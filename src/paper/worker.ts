// Owns workers that do one thing at a time for the process: begun at the first question, given up when they fail.
import { Worker } from 'node:worker_threads';

export type Failure = 'slow' | 'broken';

/** `patience` and `idle` in milliseconds; without `idle` a worker waits for ever, without `most` it answers for ever. */
type Limits = { memoryMb: number; patience: number; most?: number; idle?: number };

/**
 * Asks the worker of `file`, one question after the other; the bytes in `handedOver` are the worker's from then on.
 * A worker that crashed, was too slow, answered `most` questions or had nothing to do for `idle` is replaced by the
 * next question. A waiting one keeps no process alive. Never rejects: what failed is what `failed` makes of it.
 */
export function oneWorker<Question, Answer>(
  file: URL,
  { memoryMb, patience, most = Number.POSITIVE_INFINITY, idle }: Limits,
  failed: (how: Failure, problem: string) => Answer,
): (question: Question, handedOver?: ArrayBuffer[]) => Promise<Answer> {
  let worker: Worker | undefined;
  let idling: NodeJS.Timeout | undefined;
  let answered = 0;
  /** The end of the queue. */
  let last: Promise<unknown> = Promise.resolve();

  function begin(): Worker {
    answered = 0;
    // Nothing of the environment is a document's business.
    return new Worker(file, {
      env: {},
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
  }

  function dismiss(): void {
    const dismissed = worker;
    worker = undefined;
    if (dismissed === undefined) return;
    dismissed.removeAllListeners();
    dismissed.on('error', () => {});
    void dismissed.terminate();
  }

  function put(question: Question, handedOver: ArrayBuffer[]): Promise<Answer> {
    clearTimeout(idling);
    worker ??= begin();
    const current = worker;
    return new Promise((resolve) => {
      const finish = (answer: Answer, keep: boolean) => {
        clearTimeout(timer);
        current.removeAllListeners();
        current.on('error', () => {});
        current.unref();
        answered += 1;
        if (!keep || answered >= most) dismiss();
        else if (idle !== undefined) idling = setTimeout(dismiss, idle).unref();
        resolve(answer);
      };
      const timer = setTimeout(() => finish(failed('slow', 'it takes too long'), false), patience);
      current.removeAllListeners();
      current.once('message', (answer: Answer) => finish(answer, true));
      current.once('error', (error: Error) => finish(failed('broken', error.message), false));
      current.once('exit', () => finish(failed('broken', 'the worker ended'), false));
      current.ref();
      current.postMessage(question, handedOver);
    });
  }

  return (question, handedOver = []) => {
    const turn = last.then(() => put(question, handedOver));
    last = turn;
    return turn;
  };
}
