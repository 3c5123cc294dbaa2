// Owns the one door for papers: what a person uploads in, one document that is safe to keep out.
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import type { Config } from '../config.js';
import type { Ctx } from '../context.js';
import { inspect, type PaperProblem } from './inspect.js';
import { photosToPdf } from './photos.js';
import { scan } from './viruses.js';

const MOST_PHOTOS = 12;
const LONGEST_STEM = 80;

export type DocumentProblem = PaperProblem | 'mixed' | 'too_many' | 'none' | 'infected' | 'unscanned';
export type Prepared =
  | {
      ok: true;
      bytes: Buffer;
      type: 'pdf' | 'docx';
      pages: number | null;
      sha256: string;
      suggestedName: string;
    }
  | { ok: false; problem: DocumentProblem; name: string };

/** What knows the scanner, and is told when it is away. */
type Scanning = { config: Pick<Config, 'clamd'>; log: Pick<Ctx['log'], 'warn'> };
type Uploads = readonly { path: string; name: string }[];

/**
 * One PDF, or one DOCX, or 1 to 12 photos, which become one PDF in the order given; anything else together
 * is 'mixed'. Where a scanner is set, nothing is opened before it has called it clean. `name` is the upload that the problem is about, as it was called. `sha256` is in hex.
 * The uploaded files are deleted in any case. Throws only when the disk fails.
 */
export async function prepareDocument(ctx: Scanning, uploads: Uploads): Promise<Prepared> {
  try {
    return (await suspect(ctx, uploads)) ?? (await prepare(uploads));
  } finally {
    await Promise.all(uploads.map(({ path }) => rm(path, { force: true })));
  }
}

/** The first upload that the scanner does not call clean. */
async function suspect({ config, log }: Scanning, uploads: Uploads) {
  if (config.clamd === null || uploads.length > MOST_PHOTOS) return undefined;
  for (const { path, name } of uploads) {
    const problem = await scan(config.clamd, path);
    if (problem === 'clean') continue;
    log.warn({ event: problem === 'infected' ? 'upload_infected' : 'scanner_away' }, 'an upload was refused');
    return { ok: false, problem, name } as const;
  }
  return undefined;
}

async function prepare(uploads: Uploads): Promise<Prepared> {
  const [first] = uploads;
  if (first === undefined) return { ok: false, problem: 'none', name: '' };
  if (uploads.length > MOST_PHOTOS) return { ok: false, problem: 'too_many', name: first.name };
  let document: { type: 'pdf' | 'docx'; pages: number | null } | undefined;
  for (const { path, name } of uploads) {
    const inspected = await inspect(path);
    if (!inspected.ok) return { ok: false, problem: inspected.problem, name };
    if (inspected.type === 'jpeg' || inspected.type === 'png') continue;
    if (uploads.length > 1) return { ok: false, problem: 'mixed', name };
    document = { type: inspected.type, pages: inspected.pages };
  }
  if (document !== undefined) {
    return keep(await readFile(first.path), document.type, document.pages, first.name);
  }
  const { bytes, pages } = await photosToPdf(uploads.map(({ path }) => path));
  return keep(bytes, 'pdf', pages, first.name);
}

function keep(bytes: Buffer, type: 'pdf' | 'docx', pages: number | null, name: string): Prepared {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { ok: true, bytes, type, pages, sha256, suggestedName: `${stem(name)}.${type}` };
}

/** A file name without its ending and without anything a disk or a header could stumble over. */
function stem(name: string): string {
  const bare = name
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{C}<>:"|?*%;\s]+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  return Array.from(bare).slice(0, LONGEST_STEM).join('').trim() || 'document';
}
