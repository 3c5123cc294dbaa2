// Owns the judgement on a paper that somebody sends: what it really is, and whether it is safe to keep.
import { readFile, stat } from 'node:fs/promises';
import type { Entry, ZipFile } from 'yauzl';
import { countPages, PdfUnreadable } from './pages.js';

type PaperType = 'pdf' | 'jpeg' | 'png' | 'docx';
export type PaperProblem = 'empty' | 'too_large' | 'wrong_type' | 'broken' | 'encrypted' | 'macros' | 'bomb';
export type Inspection =
  | { ok: true; type: PaperType; pages: number | null }
  | { ok: false; problem: PaperProblem };

const LARGEST_FILE = 10 * 1024 * 1024;
const MOST_PAGES = 60;
/** Phones reach 108 megapixels. */
export const MOST_PIXELS = 110_000_000;
const MOST_ENTRIES = 1_000;
const MOST_UNPACKED = 80 * 1024 * 1024;

const refuse = (problem: PaperProblem): Inspection => ({ ok: false, problem });

/**
 * Looks at a file by its content, never by its name. Limits: 10 MB; 60 pages ('too_large'); 110 megapixels
 * or 80 MB unpacked ('bomb'). `pages` is null for DOCX. Writes and deletes nothing.
 * Throws only when the file cannot be read from the disk.
 */
export async function inspect(path: string): Promise<Inspection> {
  const { size } = await stat(path);
  if (size > LARGEST_FILE) return refuse('too_large');
  return inspectBytes(await readFile(path));
}

/** The same for bytes in memory. Throws nothing. */
export async function inspectBytes(bytes: Buffer): Promise<Inspection> {
  if (bytes.length === 0) return refuse('empty');
  if (bytes.length > LARGEST_FILE) return refuse('too_large');
  if (startsWith(bytes, 'PK\x03\x04')) return inspectDocx(bytes);
  // Word locks a DOCX with a password by putting it into its old container format.
  if (startsWith(bytes, '\xd0\xcf\x11\xe0') && bytes.includes('EncryptedPackage', 0, 'utf16le')) {
    return refuse('encrypted');
  }
  const { fileTypeFromBuffer } = await import('file-type');
  const type = await fileTypeFromBuffer(bytes.subarray(0, 8192)).catch(() => undefined);
  if (type?.mime === 'application/pdf' && startsWith(bytes, '%PDF-')) return inspectPdf(bytes);
  if (type?.mime === 'image/jpeg') return inspectImage(bytes, 'jpeg');
  if (type?.mime === 'image/png') return inspectImage(bytes, 'png');
  return refuse('wrong_type');
}

function startsWith(bytes: Buffer, signature: string): boolean {
  return bytes.subarray(0, signature.length).equals(Buffer.from(signature, 'latin1'));
}

async function inspectPdf(bytes: Buffer): Promise<Inspection> {
  if (endsAsZip(bytes)) return refuse('wrong_type');
  // A PDF that was cut off has lost its end; PDFium would repair it and show less than was sent.
  if (!bytes.subarray(-1024).includes('%%EOF')) return refuse('broken');
  try {
    const pages = await countPages(bytes, MOST_PAGES);
    return pages > MOST_PAGES ? refuse('too_large') : { ok: true, type: 'pdf', pages };
  } catch (error) {
    if (!(error instanceof PdfUnreadable)) throw error;
    if (error.problem === 'too_slow') return refuse('bomb');
    return refuse(error.problem === 'encrypted' ? 'encrypted' : 'broken');
  }
}

/** True when the same bytes can also be unpacked as a ZIP, which is read from its end. */
function endsAsZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - 65_557);
  for (
    let at = bytes.indexOf('PK\x05\x06', from, 'latin1');
    at !== -1;
    at = bytes.indexOf('PK\x05\x06', at + 1, 'latin1')
  ) {
    if (at + 22 > bytes.length) return false;
    const large = bytes.readUInt32LE(at + 12) === 0xffffffff || bytes.readUInt32LE(at + 16) === 0xffffffff;
    const directory = at - bytes.readUInt32LE(at + 12);
    if (large || (directory >= 0 && directory < at && bytes.readUInt32LE(directory) === 0x02014b50))
      return true;
  }
  return false;
}

async function inspectImage(bytes: Buffer, type: 'jpeg' | 'png'): Promise<Inspection> {
  const { default: sharp } = await import('sharp');
  const input = { failOn: 'error', limitInputPixels: false, sequentialRead: true } as const;
  try {
    const { width, height, format } = await sharp(bytes, input).metadata();
    if (format !== type) return refuse('wrong_type');
    if (width * height > MOST_PIXELS) return refuse('bomb');
    // Read to the end, so that a picture cut in half is noticed.
    await sharp(bytes, input).resize(64, 64, { fit: 'inside' }).raw().toBuffer();
    return { ok: true, type, pages: 1 };
  } catch {
    return refuse('broken');
  }
}

const program =
  /\.(?:exe|dll|com|bat|cmd|msi|msp|scr|pif|cpl|ps1|psm1|vbs|vbe|js|jse|wsf|wsh|hta|jar|lnk|reg|sh|app|apk|zip|rar|7z|gz|bz2|xz|tar|tgz|cab|iso|img|docm|dotm|xlsm|xlsb|pptm|ppsm)$/i;
const macro =
  /(?:^|\/)(?:vbaProject|vbaData|vbaProjectSignature)[^/]*$|(?:^|\/)activeX\/|(?:^|\/)embeddings\/[^/]*\.bin$/i;
const mainPart = 'word/document.xml';
const typesPart = '[Content_Types].xml';

async function inspectDocx(bytes: Buffer): Promise<Inspection> {
  const { fromBufferPromise } = await import('yauzl');
  const seen = new Set<string>();
  /** Of all parts together, in bytes. */
  const size = { unpacked: 0 };
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true });
    if (zip.entryCount > MOST_ENTRIES) return refuse('bomb');
    for await (const entry of zip.eachEntry()) {
      const fault = faultOutside(entry) ?? (await faultInside(zip, entry, size));
      if (fault) return refuse(fault);
      seen.add(entry.fileName);
    }
  } catch {
    return refuse('broken');
  }
  if (!seen.has(mainPart) || !seen.has(typesPart)) return refuse('wrong_type');
  return { ok: true, type: 'docx', pages: null };
}

/** What a part of a document shows without being unpacked. */
function faultOutside({ fileName, generalPurposeBitFlag }: Entry): 'macros' | 'encrypted' | null {
  if (macro.test(fileName) || program.test(fileName)) return 'macros';
  return (generalPurposeBitFlag & 1) !== 0 ? 'encrypted' : null;
}

/** Unpacks a part, no further than all parts together may come (`size.unpacked`), and reads those that could bring code. */
async function faultInside(
  zip: ZipFile,
  entry: Entry,
  size: { unpacked: number },
): Promise<'bomb' | 'macros' | null> {
  const { fileName } = entry;
  if (fileName.endsWith('/')) return null;
  if (size.unpacked + entry.uncompressedSize > MOST_UNPACKED) return 'bomb';
  const kept: Buffer[] = [];
  const isRead = fileName === typesPart || fileName.endsWith('.rels');
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    size.unpacked += (chunk as Buffer).length;
    if (size.unpacked > MOST_UNPACKED) return 'bomb';
    if (isRead) kept.push(chunk as Buffer);
  }
  return isRead && bringsCode(Buffer.concat(kept).toString('utf8')) ? 'macros' : null;
}

/** A part list that names macros, or a template or object that Word would fetch from somebody's server. */
function bringsCode(xml: string): boolean {
  if (/macroEnabled|vbaProject/i.test(xml)) return true;
  return (xml.match(/<(?:\w+:)?Relationship\s[^>]*>/g) ?? []).some(
    (link) =>
      /\/(?:attachedTemplate|oleObject|frame|subDocument)["']/.test(link) &&
      /Target\s*=\s*["']\s*(?:https?:|ftp:|mhtml:|\\\\|file:\/{2,3}\\\\|file:\/\/[^/])/i.test(link),
  );
}
