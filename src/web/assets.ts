// Serves public/ and the few library files pages need, from memory, under hashed addresses that never change.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type RequestHandler, Router } from 'express';
import { allow } from '../access/allow.js';
import { NotFound } from '../errors.js';
import { ROOT } from '../paths.js';

const libraries: Record<string, string> = {
  'vendor/htmx.js': 'node_modules/htmx.org/dist/htmx.min.js',
  'vendor/webauthn.js': 'node_modules/@simplewebauthn/browser/dist/bundle/index.umd.min.js',
};
const types: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  webmanifest: 'application/manifest+json',
};

type Asset = { url: string; type: string; plain: Buffer; gzip: () => Buffer; brotli: () => Buffer };
export type Assets = { urlOf(name: string): string; router: Router };

/** Reads everything once. `urlOf` throws for a name that is not there. */
export function loadAssets(): Assets {
  const byName = new Map<string, Asset>();
  const byUrl = new Map<string, Asset>();
  for (const [name, file] of [...ours(), ...Object.entries(libraries)]) {
    const plain = readFileSync(join(ROOT, file));
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 12);
    const dot = name.lastIndexOf('.');
    const url = `/assets/${name.slice(0, dot)}.${hash}${name.slice(dot)}`;
    const type = types[name.slice(dot + 1)] ?? 'application/octet-stream';
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
    const asset = {
      url,
      type,
      plain,
      gzip: once(() => gzipSync(plain)),
      brotli: once(() => brotliCompressSync(plain, quality)),
    };
    byName.set(name, asset);
    byUrl.set(url, asset);
  }
  const serve: RequestHandler = (request, response) => {
    const asset = byUrl.get(request.path);
    if (!asset) throw new NotFound();
    response.set({
      'Content-Type': asset.type,
      'Cache-Control': 'public, max-age=31536000, immutable',
      Vary: 'Accept-Encoding',
    });
    const encoding = request.acceptsEncodings('br', 'gzip');
    if (encoding) response.set('Content-Encoding', encoding);
    response.end(encoding === 'br' ? asset.brotli() : encoding === 'gzip' ? asset.gzip() : asset.plain);
  };
  const router = Router();
  router.get('/assets/*path', allow('public'), serve);
  return {
    urlOf(name) {
      const asset = byName.get(name);
      if (!asset) throw new Error(`there is no file public/${name}`);
      return asset.url;
    },
    router,
  };
}

/** Made when first asked for, so that the start does not wait for it, and kept. */
function once(make: () => Buffer): () => Buffer {
  let made: Buffer | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function ours(): [string, string][] {
  return readdirSync(join(ROOT, 'public'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name).slice(join(ROOT, 'public').length + 1);
      return [path, `public/${path}`];
    });
}
