// A device in plain words, from what a browser says about itself.

const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/OPR\/|Opera/, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/Version\/.*Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux|X11/, 'Linux'],
];

/** "Chrome, Android"; empty when the browser says nothing we know. Product names are the same in all languages. */
export function deviceOf(userAgent: string): string {
  const first = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [first(browsers), first(systems)].filter(Boolean).join(', ');
}

/** What the page about one's sessions shows. */
export function sessionRows(
  sessions: { id: number; device: string; createdAt: number; lastSeenAt: number; remembered: boolean }[],
  currentId: number,
) {
  return sessions.map(({ id, device, createdAt, lastSeenAt, remembered }) => ({
    id: String(id),
    device: deviceOf(device),
    createdAt,
    lastSeenAt,
    remembered,
    current: id === currentId,
  }));
}
