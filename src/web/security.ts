// What every response carries and every write must prove: headers, our own origin, our own form, once.
import {
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
  randomUUID,
  timingSafeEqual,
} from 'node:crypto';
import { IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { parseCookie } from 'cookie';
import type { Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import helmet from 'helmet';
import type { Actor } from '../access/actor.js';
import type { Config } from '../config.js';
import { ForeignForm, TooMany } from '../errors.js';
import { forWrites } from './quick.js';

const BROWSER = '__Host-browser';

/** CSP and the other headers. No inline script or style, nothing from elsewhere, no frame around us. */
export function securityHeaders(config: Config): RequestHandler {
  const headers = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'manifest-src': ["'self'"],
        'worker-src': ["'self'"],
      },
    },
    // no-referrer would make browsers send "Origin: null" with our own forms.
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: config.baseUrl.startsWith('https:')
      ? { maxAge: 63_072_000, includeSubDomains: true }
      : false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  });
  const sent: [string, string][] = [
    [
      'Permissions-Policy',
      'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
    ],
  ];
  // They are the same on every response, so helmet is asked once, at the start.
  const once = { setHeader: (name: string, value: string) => sent.push([name, value]), removeHeader() {} };
  headers(new IncomingMessage(new Socket()), once as unknown as ServerResponse, () => {});
  return (_request, response, next) => {
    for (const [name, value] of sent) response.setHeader(name, value);
    next();
  };
}

/** Reads cookies into request.cookies. */
export const readCookies: RequestHandler = (request, _response, next) => {
  request.cookies = parseCookie(request.headers.cookie ?? '');
  next();
};

/**
 * Refuses writes from other places: Fetch Metadata first; where a browser sends none, Origin must be ours.
 * Runs before any body is read.
 */
export function sameOriginOnly(config: Config): RequestHandler {
  return (request, _response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    const site = request.get('Sec-Fetch-Site');
    if (site === 'same-origin' || site === 'none') return next();
    if (site === undefined && request.get('Origin') === config.baseUrl) return next();
    throw new ForeignForm();
  };
}

/** Requests per address, for everything that writes; pages and files are not counted. */
export function limitWrites(config: Config): RequestHandler {
  const limit = rateLimit({
    windowMs: 60_000,
    limit: config.requestsPerMinute,
    standardHeaders: false,
    legacyHeaders: false,
    handler: () => {
      throw new TooMany(60);
    },
  });
  return forWrites(limit);
}

/** The token a form of ours carries: bound to this browser, new on each page. */
export function formTokenFor(request: Request, response: Response): string {
  const salt = randomUUID();
  return `${salt}.${sign(request, `form:${salt}:${browserOf(request, response)}`)}`;
}

/**
 * Throws ForeignForm unless the posted `_token` is ours and of this browser. A multipart body is read by its own route
 * (web/uploads.ts), which then asks checkFormToken itself; no route but those `takesFiles` names may be asked for with one.
 */
export function ownFormOnly(takesFiles: (path: string) => boolean): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    if (request.is('multipart/form-data') && takesFiles(request.path)) return next();
    // What came in a shape nobody reads here is an empty form.
    request.body ??= {};
    checkFormToken(request, response);
    next();
  };
}

/** The check of ownFormOnly for a body that was read later. */
export function checkFormToken(request: Request, response: Response): void {
  const token = (request.body as Record<string, unknown> | undefined)?._token ?? request.get('X-Form-Token');
  if (typeof token !== 'string') throw new ForeignForm();
  const [salt = '', signature = ''] = token.split('.');
  if (!isSigned(request, `form:${salt}:${browserOf(request, response)}`, signature)) throw new ForeignForm();
}

/** A key that makes a form good for one deed: made here, for this person or browser. Writes nothing. */
export function formKeyFor(request: Request, response: Response): string {
  const nonce = randomUUID();
  return `${nonce}.${sign(request, `once:${nonce}:${holder(request, response)}`)}`;
}

/** The once-only key of a posted form. Throws ForeignForm when it is missing or somebody else's. */
export function postedFormKey(request: Request, response: Response): string {
  const key = (request.body as Record<string, unknown> | undefined)?._key;
  if (typeof key !== 'string') throw new ForeignForm();
  const [nonce = '', signature = ''] = key.split('.');
  if (!isSigned(request, `once:${nonce}:${holder(request, response)}`, signature)) throw new ForeignForm();
  return nonce;
}

function holder(request: Request, response: Response): string {
  const actor = response.locals.actor as Actor | null | undefined;
  return actor ? `person:${actor.personId}` : `browser:${browserOf(request, response)}`;
}

/** The random name this browser has with us; made now if it had none. */
export function browserOf(request: Request, response: Response): string {
  const known = (request.cookies as Record<string, string | undefined>)[BROWSER];
  if (known && /^[\w-]{22}$/.test(known)) return known;
  const made = randomBytes(16).toString('base64url');
  request.cookies = { ...request.cookies, [BROWSER]: made };
  response.cookie(BROWSER, made, {
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
    path: '/',
    maxAge: 31_536_000_000,
  });
  return made;
}

/**
 * The key with which this person's browser seals its copy of what they typed under `name` ("report:7"), base64url of 32
 * bytes. The same whenever they are signed in, another for everybody else; only the page brings it.
 */
export function copyKeyFor(request: Request, response: Response, name: string): string {
  return digest(request, `copy:${holder(request, response)}:${name}`);
}

function sign(request: Request, text: string): string {
  return digest(request, text).slice(0, 27);
}

function digest(request: Request, text: string): string {
  const { ctx } = request.app.locals.page as { ctx: { config: Config } };
  return createHmac('sha256', keyOf(ctx.config)).update(text).digest('base64url');
}

const keys = new WeakMap<Config, KeyObject>();

/** The secret as a key, made once. */
function keyOf(config: Config): KeyObject {
  const known = keys.get(config) ?? createSecretKey(config.secret, 'utf8');
  keys.set(config, known);
  return known;
}

function isSigned(request: Request, text: string, signature: string): boolean {
  const expected = Buffer.from(sign(request, text));
  const given = Buffer.from(signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
