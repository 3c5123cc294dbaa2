// The demonstration's people: all invented, marked as samples, in every state an application can be in.
import type { applicationStates } from '../schema/applications.js';

export type SampleState = (typeof applicationStates)[number];
export type Sample = {
  name: string;
  language: 'sq' | 'sr' | 'en';
  institution: string;
  studyYear: string;
  programmeYears: string;
  average: string;
  criminalLaw: 'passed' | 'not_yet';
  criminalProcedure: 'passed' | 'not_yet';
  profile: 'criminal' | 'international' | 'other' | 'none';
  serbianLevel: 'none' | 'basic' | 'good' | 'very_good' | 'native';
  previousInternship: 'yes' | 'no';
  state: SampleState;
  /** What the certificate shows when it differs from what was declared. */
  certificateAverage?: string;
  /** The certificate cannot be read where the grades are. */
  unreadable?: true;
};

const rows: [
  string,
  Sample['language'],
  string,
  string,
  string,
  Sample['profile'],
  Sample['serbianLevel'],
  SampleState,
][] = [
  // name, language, institution, study year of programme length, average, profile, Serbian, state
  ['Arta Shembulli', 'sq', 'up', '4/4', '8,85', 'criminal', 'basic', 'submitted'],
  ['Nenad Primerović', 'sr', 'upkm', '4/4', '8,40', 'criminal', 'native', 'submitted'],
  ['Elira Provaj', 'sq', 'up', '3/4', '9,12', 'none', 'none', 'in_review'],
  ['Besnik Kallëzimi', 'sq', 'upz', '4/4', '7,50', 'criminal', 'good', 'submitted'],
  ['Jovana Ogledić', 'sr', 'upkm', '3/4', '7,51', 'international', 'native', 'submitted'],
  ['Emine Örnekli', 'en', 'up', '4/4', '8,00', 'international', 'good', 'in_review'],
  ['Dardan Fletaj', 'sq', 'aab', '3/3', '7,2', 'criminal', 'none', 'submitted'],
  ['Adnan Uzorak', 'sr', 'upz', '4/4', '9,30', 'criminal', 'native', 'in_review'],
  ['Vesa Letraj', 'sq', 'up', '4/4', '9,75', 'criminal', 'basic', 'in_review'],
  ['Luljeta Çështja', 'sq', 'unhz', '2/4', '8,60', 'none', 'none', 'submitted'],
  ['Miloš Primerak', 'sr', 'upkm', '4/4', '7,90', 'other', 'native', 'submitted'],
  ['Shpresa Tryeza', 'sq', 'ukz', '4/4', '8,15', 'criminal', 'good', 'submitted'],
  ['Kujtim Dosja', 'sq', 'up', '3/4', '8,05', 'none', 'basic', 'submitted'],
  ['Ana Čuvarić', 'sr', 'upkm', '3/4', '8,66', 'international', 'native', 'submitted'],
  ['Fitore Vargu', 'sq', 'up', '4/4', '', 'criminal', 'none', 'submitted'],
  ['Hana Providhi', 'en', 'up', '4/4', '9,05', 'international', 'very_good', 'in_review'],
  ['Agon Rreshti', 'sq', 'up', '4/4', '8,20', 'criminal', 'none', 'info_requested'],
  ['Tijana Šablon', 'sr', 'upkm', '4/4', '8,95', 'criminal', 'native', 'info_requested'],
  ['Rina Përgjegjësi', 'sq', 'up', '4/4', '9,40', 'criminal', 'good', 'in_review'],
  ['Stefan Ogledalo', 'sr', 'upkm', '4/4', '8,70', 'criminal', 'native', 'in_review'],
  ['Albulena Shtegu', 'sq', 'upz', '3/4', '8,30', 'international', 'basic', 'in_review'],
  ['Burim Faqja', 'sq', 'up', '4/4', '9,00', 'criminal', 'good', 'shortlisted'],
  ['Selma Primer', 'sr', 'upz', '4/4', '9,20', 'international', 'native', 'shortlisted'],
  ['Drita Fusha', 'sq', 'up', '4/4', '9,10', 'criminal', 'basic', 'invited'],
  ['Marko Listić', 'sr', 'upkm', '4/4', '8,80', 'criminal', 'native', 'invited'],
  ['Leart Kapaku', 'sq', 'up', '4/4', '9,55', 'criminal', 'good', 'booked'],
  ['Ivana Zamišljena', 'sr', 'upkm', '3/4', '8,90', 'criminal', 'native', 'booked'],
  ['Yllka Shënimi', 'sq', 'up', '4/4', '9,60', 'international', 'very_good', 'interviewed'],
  ['Blerim Trilli', 'sq', 'up', '4/4', '9,15', 'criminal', 'good', 'interviewed'],
  ['Teuta Mostra', 'sq', 'up', '4/4', '9,80', 'criminal', 'good', 'offered'],
  ['Lazar Uzoran', 'sr', 'upkm', '4/4', '9,25', 'criminal', 'native', 'waitlisted'],
  ['Rrezarta Ngjyra', 'sq', 'up', '4/4', '9,90', 'criminal', 'very_good', 'accepted'],
  ['Petrit Kufiri', 'sq', 'aab', '3/3', '7,10', 'none', 'none', 'ineligible'],
  ['Dragana Izmišljeni', 'sr', 'upkm', '4/4', '8,10', 'other', 'native', 'not_selected'],
  ['Genta Largu', 'sq', 'up', '3/4', '8,45', 'none', 'basic', 'withdrawn'],
  ['Ognjen Neko', 'sr', 'upkm', '4/4', '9,35', 'criminal', 'native', 'declined'],
  ['Mirlinda Koha', 'sq', 'up', '4/4', '8,75', 'criminal', 'good', 'offer_lapsed'],
  ['Valon Vonesa', 'sq', 'up', '3/4', '8,00', 'none', 'none', 'not_submitted'],
  ['Zana Fillimi', 'sq', 'up', '4/4', '8,55', 'criminal', 'basic', 'draft'],
  ['Jelena Početak', 'sr', 'upkm', '3/4', '8,25', 'international', 'native', 'draft'],
];

/** Forty applicants. */
export const samples: readonly Sample[] = rows.map(
  ([name, language, institution, years, average, profile, serbianLevel, state], index) => ({
    name,
    language,
    institution,
    studyYear: years.split('/')[0] ?? '4',
    programmeYears: years.split('/')[1] ?? '4',
    average,
    criminalLaw: 'passed',
    criminalProcedure: name === 'Luljeta Çështja' || name === 'Kujtim Dosja' ? 'not_yet' : 'passed',
    profile,
    serbianLevel,
    previousInternship: index % 3 === 0 ? 'yes' : 'no',
    state,
    ...(name === 'Shpresa Tryeza' ? { certificateAverage: '7,85' } : {}),
    ...(name === 'Kujtim Dosja' ? { unreadable: true as const } : {}),
  }),
);

/** One person for each role, to sign in with. */
export const staff = [
  { role: 'coordinator', name: 'Dafina Shembulli', language: 'sq', start: '/staff/tasks' },
  { role: 'director', name: 'Luan Shembulli', language: 'sq', start: '/staff/tasks' },
  { role: 'reviewer', name: 'Mira Primer', language: 'sr', start: '/staff/reading' },
  { role: 'safety_officer', name: 'Besa Shembulli', language: 'sq', start: '/staff/history' },
  { role: 'administrator', name: 'Igor Primer', language: 'sr', start: '/staff/people' },
  { role: 'intern', name: 'Blerina Shembulli', language: 'sq', start: '/my/placement' },
] as const;

/** The other coordinators: whoever decided something leaves what is contested to them. */
export const colleagues = [
  { role: 'coordinator', name: 'Vjosa Provaj', language: 'sq', start: '/staff/tasks' },
  { role: 'coordinator', name: 'Goran Primerak', language: 'sr', start: '/staff/tasks' },
] as const;

/** Whose pages show what happens after sending: asked for more, and refused by the conditions. */
export const further = ['Agon Rreshti', 'Petrit Kufiri'] as const;

/** The other interns of the year, beside the one to sign in with. */
export const interns = [
  { name: 'Danica Primer', language: 'sr' },
  { name: 'Fatos Shembulli', language: 'sq' },
  { name: 'Merita Mostra', language: 'sq' },
  { name: 'Sanja Uzorak', language: 'sr' },
] as const;

/** Interns of the year before, who went to the hearings of their time; `began`: so many days ago. */
export const former = [
  { name: 'Arbër Mostra', language: 'sq', began: 330 },
  { name: 'Jelena Primer', language: 'sr', began: 240 },
] as const;

/** Motivation letters, by language and number; all invented. */
export const letters: Record<Sample['language'], readonly string[]> = {
  sq: [
    'Në vitin e tretë ndoqa për herë të parë një seancë gjyqësore. Ajo që më mbeti në mend nuk ishte fjala e prokurorit, por heshtja në sallë kur u lexuan emrat. Atëherë kuptova se një gjykim nuk është vetëm për të akuzuarin.\n\nDëshiroj të mësoj të shkruaj saktë atë që shoh dhe dëgjoj, pa shtuar asgjë nga vetja. Besoj se raportet e paanshme i duhen secilit, pa marrë parasysh nga vjen.\n\nJam e përpiktë, di të mbaj shënime me dorë dhe jam e lirë paraditeve, përveç së mërkurës.',
    'Gjyshja ime nuk fliste kurrë për luftën. Unë dua të kuptoj se si flet për të gjykata: me cilat prova, me cilat fjalë, me çfarë kujdesi ndaj dëshmitarëve.\n\nE kam kryer provimin nga e Drejta e Procedurës Penale me notën më të lartë dhe kam marrë pjesë në klinikën juridike të fakultetit në Prishtinë, te profesori Ilir Mostra. Praktika do të më ndihmonte të vendos nëse dua të merrem me të drejtën ndërkombëtare penale.',
  ],
  sr: [
    'Na trećoj godini prvi put sam bila u sudnici. Očekivala sam velike reči, a videla strpljenje: isto pitanje tri puta, prevod, pauza, zapisnik. Shvatila sam da se poverenje u sud gradi sporo i da neko mora to da prati i zabeleži.\n\nŽelim da naučim da pišem tačno i bez suvišnih reči. Govorim srpski i razumem albanski, pa mogu da pratim i ono što se u prevodu izgubi.\n\nSlobodna sam svakog pre podneva osim petkom.',
    'Krivično procesno pravo mi je najdraži predmet jer se u njemu vidi da je postupak zaštita za sve. Suđenja za ratne zločine su najteži ispit za svaki postupak, i zato želim da ih pratim izbliza.\n\nVolontirao sam u pravnom savetovalištu fakulteta, gde sam naučio da slušam pre nego što pišem.',
  ],
  en: [
    'I first read a trial-monitoring report for a seminar and was struck by how much a single sentence can carry: who was present, who was not, and why the hearing was put off again. I would like to learn to write such sentences.\n\nI speak three of the languages heard in the courtrooms and I am used to working with people who remember the same years differently.',
  ],
};
