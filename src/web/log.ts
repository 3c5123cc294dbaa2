// What is written down about a request: an id, the route's pattern, the status and how long it took.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LoggerOptions } from 'pino';
import type { Options } from 'pino-http';
import type { Ctx } from '../context.js';

/** Options of the log itself: errors without their message, no host name, no process id. */
export function logOptions(level: string): LoggerOptions {
  return { level, base: null, serializers: { err: quietly } };
}

/** pino-http's options. The pattern is logged instead of the address, which may carry a token. */
export function requestLog(ctx: Ctx): Options {
  return {
    logger: ctx.log,
    genReqId: () => randomUUID(),
    autoLogging: true,
    quietReqLogger: true,
    serializers: {
      req: () => undefined,
      res: () => undefined,
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        stack: ownFrames(error),
      }),
    },
    customProps: (request: IncomingMessage & { route?: { path?: string } }, response: ServerResponse) => ({
      method: request.method,
      route: request.route?.path ?? '-',
      status: response.statusCode,
    }),
    customLogLevel: (_request, response, error) =>
      error || response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'info',
  };
}

function quietly(error: Error & { code?: string }) {
  return { type: error.name, code: error.code, stack: ownFrames(error) };
}

/** Where it happened, without the message: a message may quote what somebody typed. */
function ownFrames(error: Error): string {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 12)
    .join('\n');
}
