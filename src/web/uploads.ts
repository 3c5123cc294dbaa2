// Files in a form: limits, a floor of free disk, temporary names of ours, and nothing left behind.
import { statfsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Request, RequestHandler } from 'express';
import multer, { MulterError } from 'multer';
import type { Config } from '../config.js';
import { Invalid, NoSpace, TooLarge } from '../errors.js';
import { checkFormToken } from './security.js';

export const LARGEST_FILE = 10 * 1024 * 1024;
export const MOST_FILES = 12;

export type Upload = { path: string; name: string };

/** What reads a form with files, told apart from every other handler. */
const readers = new WeakSet<object>();

/** True for a handler that `receiveFiles` made. */
export function readsFiles(handler: object): boolean {
  return readers.has(handler);
}

/** Reads a multipart form with files in `field`; checks the form token before the files are touched again. */
export function receiveFiles(config: Config, field: string): RequestHandler {
  const read = multer({
    dest: config.temporaryDir,
    limits: {
      fileSize: LARGEST_FILE + 1,
      files: MOST_FILES,
      fields: 40,
      parts: 60,
      fieldSize: 64 * 1024,
      headerPairs: 20,
    },
    defParamCharset: 'utf8',
  }).array(field);
  const receive: RequestHandler = (request, response, next) => {
    if (!hasSpace(config)) {
      request.resume();
      throw new NoSpace();
    }
    response.once('close', () => dropFiles(request));
    read(request, response, (error: unknown) => {
      // The sender went away: what was still being written then is whole now, and nobody's.
      if (response.destroyed) dropFiles(request);
      // What comes after the error is drained, so that the answer reaches a browser that is still sending.
      if (error) request.resume();
      const limit = limitMet(error);
      if (error && !limit) return next(refusalOf(error));
      try {
        checkFormToken(request, response);
      } catch (foreign) {
        return next(foreign);
      }
      if (limit) request.uploadProblem = new Invalid({ [field]: limit });
      next();
    });
  };
  readers.add(receive);
  return receive;
}

/** The limit of which the form itself can tell, beside its files; null for any other error, and for none. */
function limitMet(error: unknown): 'files.problem.too_large' | 'files.problem.too_many' | null {
  if (!(error instanceof MulterError)) return null;
  if (error.code === 'LIMIT_FILE_SIZE') return 'files.problem.too_large';
  const isMany = error.code === 'LIMIT_FILE_COUNT' || error.code === 'LIMIT_UNEXPECTED_FILE';
  return isMany ? 'files.problem.too_many' : null;
}

/** What somebody is told whose form could not be read at all. */
function refusalOf(error: object): unknown {
  if (error instanceof MulterError) return new TooLarge();
  return isOurs(error) ? error : Object.assign(error, { status: 400 });
}

/** True for an error of the disk; without a code it is the form that ended too early or is none. */
function isOurs(error: unknown): error is Error {
  return !(error instanceof Error) || 'code' in error;
}

/** The files of this request, in the order they were sent. Throws Invalid when reading them met a limit. */
export function uploadsOf(request: Request): Upload[] {
  if (request.uploadProblem) throw request.uploadProblem;
  return ((request.files as Express.Multer.File[] | undefined) ?? []).map((file) => ({
    path: file.path,
    name: file.originalname,
  }));
}

/** True when uploads still leave room for everything else. */
export function hasSpace(config: Config): boolean {
  const { bavail, bsize } = statfsSync(config.dataDir);
  return bavail * bsize > config.diskFloorBytes;
}

/** Removes what was written; what is still being written has no path yet. What cannot be removed goes with the hourly job. */
function dropFiles(request: Request): void {
  const files = (request.files as Partial<Express.Multer.File>[] | undefined) ?? [];
  for (const { path } of files) if (path) rm(path, { force: true }).catch(() => {});
}

declare global {
  namespace Express {
    interface Request {
      uploadProblem?: Invalid;
      cookies: Record<string, string | undefined>;
    }
  }
}
