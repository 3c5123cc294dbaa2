// What the pages about passwords and codes show.
import { create } from 'qrcode';

/** A text as a QR code: the address of an SVG image that needs no request, dark on white with its quiet margin. */
export function qrImage(text: string): string {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const margin = 4;
  const dark: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column)) dark.push(`M${column + margin} ${row + margin}h1v1h-1z`);
    }
  }
  const side = modules.size + 2 * margin;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="240" height="240" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path d="${dark.join('')}"/></svg>`;
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}

/** A secret in groups of four, to be typed by hand. */
export function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
