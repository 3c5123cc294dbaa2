// The certificate in words.
import { date } from '../i18n/format.js';
import { type Language, localeOf, say } from '../i18n/index.js';
import { startOfDay } from '../lib/time.js';
import type { Certificate } from '../paper/certificate.js';
import type { Figures } from './service.js';

/** The languages a certificate is written in. */
export const certificateLanguages = ['sq', 'sr', 'en'] as const;

/** The certificate as the paper takes it. */
export function certificateOf(language: Language, figures: Figures, now: number): Certificate {
  const day = (local: string) => date(language, startOfDay(local));
  const { name, startsOn, endsOn, attended, approved, medianRounds } = figures;
  const rounds =
    medianRounds === null ? '–' : String(medianRounds).replace('.', language === 'en' ? '.' : ',');
  return {
    house: say(language, 'certificates.house'),
    title: say(language, 'certificates.title'),
    name,
    text: say(language, 'certificates.text', { from: day(startsOn), until: day(endsOn) }),
    rows: [
      { label: say(language, 'certificates.attended'), value: String(attended) },
      { label: say(language, 'certificates.approved'), value: String(approved) },
      { label: say(language, 'certificates.rounds'), value: rounds },
    ],
    signing: [
      say(language, 'certificates.place', { day: date(language, now) }),
      say(language, 'certificates.signature'),
    ],
    language: localeOf(language),
    footer: say(language, 'certificates.footer'),
  };
}

/** Links to the certificate in each language, from the page of an internship that is over. */
export function certificateLinks(language: Language, base: string) {
  return certificateLanguages.map((one) => ({
    url: `${base}/certificate/${one}`,
    label: say(language, 'certificates.link', { language: one }),
  }));
}
