// Which Chromium the browser tests drive.
import { existsSync } from 'node:fs';

/** CHROMIUM_PATH, else the system's, else the one that came with npm, unpacked into the temporary folder. */
export async function chromiumPath(): Promise<string> {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium';
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
