// What is written down about a request: an id, the route's pattern, the status and how long it took.
import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { LoggerOptions } from 'pino';
import type { Ctx } from '../context.js';

/** Options of the log itself: errors without their message, no host name, no process id. */
export function logOptions(level: string): LoggerOptions {
  return { level, base: null, serializers: { err: quietly } };
}

/**
 * Gives each request its number and writes one line when it is over. The route's pattern is logged instead of the
 * address, which may carry a token; no header, no body, no name.
 */
export function requestLog(ctx: Ctx): RequestHandler {
  return (request, response, next) => {
    const began = ctx.clock.now();
    request.id = randomUUID();
    // `close` comes after the answer has left, and when the reader went away before.
    response.once('close', () => {
      const { statusCode: status, writableFinished } = response;
      const line = {
        reqId: request.id,
        method: request.method,
        route: request.route?.path ?? '-',
        status,
        responseTime: ctx.clock.now() - began,
      };
      const level = status >= 500 ? 'error' : status >= 400 || !writableFinished ? 'warn' : 'info';
      ctx.log[level](line, writableFinished ? 'request completed' : 'request aborted');
    });
    next();
  };
}

declare global {
  namespace Express {
    interface Request {
      /** The number to quote when something went wrong. */
      id: string;
    }
  }
}

function quietly(error: Error & { code?: string }) {
  return { type: error.name, code: error.code, stack: ownFrames(error) };
}

/** A line of a stack as the engine writes it: it ends in a place. */
const FRAME = /^ {4}at .*(?::\d+:\d+\)?|\((?:native|<anonymous>|index \d+)\))$/;

/** Where it happened, without the message: a message may quote what somebody typed, in as many lines as they did. */
function ownFrames(error: Error): string {
  const { message, stack = '' } = error;
  const after = stack.indexOf(message);
  return (after === -1 ? stack : stack.slice(after + message.length))
    .split('\n')
    .filter((line) => FRAME.test(line))
    .slice(0, 12)
    .join('\n');
}
