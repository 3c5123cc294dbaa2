// Where a request comes from: what is needed to slow down guessing and to tell devices apart.
import type { Request, Response } from 'express';
import { browserOf } from './security.js';

/** Its address, the browser's random name with us, and what the browser says it is. */
export function placeOf({ request, response }: { request: Request; response: Response }) {
  return {
    network: request.ip ?? '',
    browser: browserOf(request, response),
    device: request.get('User-Agent') ?? '',
  };
}
