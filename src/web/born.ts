// Requests and responses that are Express's own from the start. Express gives each another prototype when it comes; V8
// then keeps all that a request made until its great clearing, and an empty page costs twice as much.
import { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** What node:http makes requests and responses of, for `createServer`; Express finds nothing left to change. */
export function bornExpress(app: Express): {
  IncomingMessage: typeof IncomingMessage;
  ServerResponse: typeof ServerResponse;
} {
  return {
    IncomingMessage: madeBy(IncomingMessage, app.request),
    ServerResponse: madeBy(ServerResponse, app.response),
  };
}

/** The same constructor, with another prototype. Node's are functions, not classes: they can be called on what is there. */
function madeBy<Made extends typeof IncomingMessage | typeof ServerResponse>(
  original: Made,
  prototype: object,
): Made {
  function Born(this: object, ...given: unknown[]): void {
    (original as unknown as (...all: unknown[]) => void).apply(this, given);
  }
  Born.prototype = prototype;
  return Born as unknown as Made;
}
