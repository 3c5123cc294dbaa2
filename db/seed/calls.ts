// The calls a new installation starts with: the public call of 2020, retold, and an invented open one for the demo.
import type { CallSettings, CallText, Rubric, Words } from '../../src/calls/form.js';
import type { Conditions } from '../../src/eligibility/rules.js';

/** A fixed day, or days from the day of seeding. Days are Prishtina days; a call closes at the end of its day. */
type When = { date: string } | { inDays: number };

export type CallSeed = {
  slug: string;
  sample: boolean;
  opensOn: When;
  closesOn: When;
  graceMinutes: number;
  /** null: the call does not say. */
  places: number | null;
  monthsMin: number;
  monthsMax: number;
  contact: { name: Words; email: string; phone: string | null };
  conditions: Conditions;
  requiredDocuments: ('motivation_letter' | 'grades_certificate')[];
  optionalDocuments: 'cv'[];
  rubric: Rubric;
  settings: CallSettings;
  texts: { sq: CallText; sr: CallText; en: CallText };
};

const conditions: Conditions = {
  bachelorYears: [3, 4],
  averageAboveTenThousandths: 75_000,
  exams: ['criminal_law', 'criminal_procedure'],
  lawFacultyOnly: true,
  institutions: ['up', 'upkm', 'upz', 'unhz', 'ukz', 'umib', 'aab', 'ubt', 'biznesi'],
  priority: { finalYear: true, profiles: ['criminal', 'international'] },
  advantage: { serbian: true },
  encouraged: { firstInternship: true },
};

const settings: CallSettings = {
  secondPersonConfirmsRefusal: true,
  communityQuestion: true,
  communityOptIn: false,
  refusalLetter: false,
  closingLetter: false,
  reviewersPerFile: 2,
  thirdReaderSpread: 2,
  informationDueWorkingDays: 3,
  contestWorkingDays: 5,
  bookingLeadHours: 24,
  rebookingsByApplicant: 2,
  offerReplyDays: 7,
  undoAnswerHours: 24,
  stillWithUsWorkingDays: 15,
  keepDraftDays: 30,
  keepUnselectedMonths: 6,
  keepForNextCallMonths: 12,
  erasureNoticeDays: 14,
};

const contact = {
  name: {
    sq: 'Zyra për praktikë, FDH Kosovë',
    sr: 'Služba za praksu, FHP Kosovo',
    en: 'HLC Kosovo internship desk',
  },
  email: 'internships@example.org',
  phone: null,
};

const rubric: Rubric = [
  {
    key: 'motivation',
    weight: 1,
    name: {
      sq: 'Motivimi për monitorimin e gjykimeve për krime lufte',
      sr: 'Motivacija za praćenje suđenja za ratne zločine',
      en: 'Motivation for monitoring war-crimes trials',
    },
    hint: {
      sq: 'Vlerësohen arsyet, jo përvoja dhe jo bindjet politike.',
      sr: 'Ocenjuju se razlozi, a ne iskustvo ni politička uverenja.',
      en: 'Mark the reasons, not experience and not political views.',
    },
    marks: [
      {
        sq: 'Letra nuk tregon asnjë arsye për këtë punë.',
        sr: 'Pismo ne pokazuje nijedan razlog za ovaj posao.',
        en: 'The letter shows no reason for this work.',
      },
      {
        sq: 'Interesim i përgjithshëm për praktikën; gjykimet përmenden vetëm kalimthi.',
        sr: 'Opšte zanimanje za praksu; suđenja se pominju samo uzgred.',
        en: 'A general interest in an internship; trials are mentioned only in passing.',
      },
      {
        sq: 'Thotë pse janë të rëndësishme gjykimet për krime lufte, por pa arsye vetjake.',
        sr: 'Kaže zašto su suđenja za ratne zločine važna, ali bez sopstvenih razloga.',
        en: 'Says why war-crimes trials matter, but gives no reasons of their own.',
      },
      {
        sq: 'Arsye vetjake, të lidhura me monitorimin dhe me studimet.',
        sr: 'Sopstveni razlozi, povezani sa praćenjem suđenja i sa studijama.',
        en: 'Reasons of their own, tied to monitoring and to their studies.',
      },
      {
        sq: 'Arsye vetjake e të menduara mirë; e di çfarë është monitorimi e çfarë nuk është, dhe i respekton të gjitha viktimat dhe palët.',
        sr: 'Sopstveni i promišljeni razlozi; jasno je šta praćenje suđenja jeste, a šta nije, uz poštovanje svih žrtava i stranaka.',
        en: 'Considered reasons of their own; knows what monitoring is and is not, and respects all victims and all parties.',
      },
    ],
  },
  {
    key: 'reasoning',
    weight: 1,
    name: { sq: 'Arsyetimi', sr: 'Rasuđivanje', en: 'Reasoning' },
    hint: {
      sq: 'A ndahen faktet nga mendimi dhe a rrjedh përfundimi prej tyre?',
      sr: 'Da li su činjenice odvojene od mišljenja i da li zaključak iz njih proizlazi?',
      en: 'Are facts kept apart from opinion, and does the conclusion follow from them?',
    },
    marks: [
      {
        sq: 'Fija e mendimit nuk mund të ndiqet.',
        sr: 'Tok misli ne može da se prati.',
        en: 'No line of thought can be followed.',
      },
      { sq: 'Pohime pa arsye.', sr: 'Tvrdnje bez razloga.', en: 'Claims without reasons.' },
      {
        sq: 'Ka arsye, por me boshllëqe ose kërcime.',
        sr: 'Razlozi postoje, ali sa prazninama ili skokovima.',
        en: 'Reasons are given, with gaps or leaps.',
      },
      {
        sq: 'Argument i qartë; faktet dhe mendimi mbahen të ndara.',
        sr: 'Jasan argument; činjenice i mišljenje su razdvojeni.',
        en: 'A clear argument; facts and opinion are kept apart.',
      },
      {
        sq: 'Argument i qartë që peshon edhe një pikëpamje tjetër dhe i njeh kufijtë e vet.',
        sr: 'Jasan argument koji odmerava i drugačije gledište i poznaje sopstvene granice.',
        en: 'A clear argument that weighs another view and knows its own limits.',
      },
    ],
  },
  {
    key: 'writing',
    weight: 1,
    name: { sq: 'Të shkruarit', sr: 'Pisanje', en: 'Writing' },
    hint: {
      sq: 'Në gjuhën në të cilën është shkruar aplikimi; asnjë gjuhë nuk vlen më shumë se tjetra.',
      sr: 'Na jeziku na kojem je prijava napisana; nijedan jezik ne vredi više od drugog.',
      en: 'In the language the application was written in; no language counts for more than another.',
    },
    marks: [
      { sq: 'Teksti nuk kuptohet.', sr: 'Tekst nije razumljiv.', en: 'The text cannot be understood.' },
      {
        sq: 'Ndiqet me vështirësi; shumë gabime.',
        sr: 'Teško se prati; mnogo grešaka.',
        en: 'Hard to follow; many mistakes.',
      },
      {
        sq: 'I kuptueshëm, por me gabime ose i çrregullt.',
        sr: 'Razumljiv, ali sa greškama ili nesređen.',
        en: 'Understandable, but with mistakes or without order.',
      },
      {
        sq: 'I qartë dhe i rregullt, me pak gabime.',
        sr: 'Jasan i sređen, sa malo grešaka.',
        en: 'Clear and orderly, with few mistakes.',
      },
      {
        sq: 'I qartë, i saktë dhe i ngjeshur; me pak redaktim do të mund të ishte raport.',
        sr: 'Jasan, tačan i sažet; uz malo uređivanja mogao bi da bude izveštaj.',
        en: 'Clear, exact and concise; with little editing it could be a report.',
      },
    ],
  },
  {
    key: 'reliability',
    weight: 1,
    name: { sq: 'Besueshmëria në punë', sr: 'Pouzdanost u radu', en: 'Reliability' },
    hint: {
      sq: 'Shembujt nga studimet, familja ose puna vullnetare vlejnë njësoj si ata nga një punë me pagë.',
      sr: 'Primeri sa studija, iz porodice ili volontiranja vrede isto koliko i oni sa plaćenog posla.',
      en: 'Examples from studies, family or volunteering count as much as those from a paid job.',
    },
    marks: [
      {
        sq: 'Aplikimi bie ndesh me vetveten në gjëra të rëndësishme, pa shpjegim.',
        sr: 'Prijava u važnim stvarima protivreči sama sebi, bez objašnjenja.',
        en: 'The file contradicts itself in things that matter, without explanation.',
      },
      {
        sq: 'I shkujdesur: mungojnë pjesë ose datat nuk përputhen.',
        sr: 'Nemarno: nedostaju delovi ili se datumi ne slažu.',
        en: 'Careless: parts are missing or dates do not fit.',
      },
      {
        sq: 'I plotë, por pa shembull të një detyre të çuar deri në fund.',
        sr: 'Potpuno, ali bez primera obaveze dovedene do kraja.',
        en: 'Complete, but without an example of a duty carried through.',
      },
      {
        sq: 'I plotë dhe i kujdesshëm; një shembull konkret i një detyre të çuar deri në fund.',
        sr: 'Potpuno i brižljivo; jedan konkretan primer obaveze dovedene do kraja.',
        en: 'Complete and careful; one concrete example of a duty carried through.',
      },
      {
        sq: 'Disa shembuj konkretë, edhe nga punë që kërkojnë durim ose diskrecion.',
        sr: 'Više konkretnih primera, među njima i posao koji traži strpljenje ili diskreciju.',
        en: 'Several concrete examples, among them work that asks for patience or discretion.',
      },
    ],
  },
];

/** What holds for both calls, in the words the student reads. */
const shared = {
  sq: {
    tasks: `Gjatë praktikës ju:

- ndiqni seancat gjyqësore për krime lufte para gjykatave të Kosovës dhe mbani shënime
- shkruani pas çdo seance një raport të shkurtër, ku faktet mbahen të ndara nga vlerësimi
- mësoni për drejtësinë tranzicionale përmes punës së FDH Kosovë

Në seancat e para ju shoqëron një person me përvojë. Monitoruesit nuk ndërhyjnë në gjykim dhe nuk mbajnë anë.`,
    conditionsIntro: `Për t’u përzgjedhur duhet të plotësoni të gjitha kushtet që vijojnë. Faqja i krahason përgjigjet tuaja me to dhe jua tregon menjëherë rezultatin.

Ky krahasim është vetëm një tregues. Nëse kushtet plotësohen apo jo, e vendos një person që e lexon certifikatën tuaj. Mund të aplikoni edhe kur krahasimi thotë se një kusht nuk plotësohet.`,
    priorityNote:
      'Prioritet kanë studentët e vitit të fundit me profil në të drejtën penale ose në të drejtën ndërkombëtare. Njohja e gjuhës serbe është përparësi. Asnjëra nuk është kusht.',
    encouragedNote:
      'Ju inkurajojmë të aplikoni veçanërisht nëse ende nuk keni kryer asnjë praktikë. Mirëpresim aplikimet e studentëve nga të gjitha komunitetet që jetojnë në Kosovë.',
    howToApply: `Nevojiten dy dokumente: letra motivuese dhe certifikata e notave. CV-ja është e mirëseardhur, por jo e detyrueshme. Pranohet edhe një fotografi e lexueshme e certifikatës.

- Shkruani adresën tuaj të postës elektronike; ju dërgojmë një lidhje për të hyrë, pa fjalëkalim.
- Plotësojini pjesët një nga një. Çdo gjë që shkruani ruhet, prandaj mund të ndaleni dhe të vazhdoni më vonë.
- Kontrolloni përgjigjet dhe dërgojeni aplikimin. Konfirmimi ju vjen menjëherë.

Nëse na e dërgoni aplikimin me postë elektronike ose në letër, e regjistron stafi dhe ju kërkon ta konfirmoni.`,
    afterwards: `Çdo aplikim të plotë e lexojnë dy persona. Në intervistë ftohen vetëm ata që hyjnë në listën e ngushtë.

Në faqen e aplikimit tuaj shihni në çdo kohë ku ka arritur dhe, pas shpalljes së vendimeve, edhe rezultatin, cilido qoftë. Nëse mendoni se një kusht është lexuar gabim, keni pesë ditë pune për ta kundërshtuar; atëherë e shqyrton një person tjetër.`,
    privacyNote:
      'Të dhënat tuaja i sheh vetëm stafi që punon me këtë thirrje. Nëse nuk përzgjidheni, dokumentet fshihen gjashtë muaj pas vendimit. Pyetja për komunitetin nuk është e detyrueshme dhe përgjigjja ruhet veçmas nga aplikimi juaj.',
  },
  sr: {
    tasks: `Tokom prakse:

- prisustvujete ročištima u predmetima ratnih zločina pred sudovima na Kosovu i vodite beleške
- posle svakog ročišta pišete kratak izveštaj u kojem su činjenice odvojene od ocene
- učite o tranzicionoj pravdi kroz rad FHP Kosovo

Na prvim ročištima uz vas je osoba sa iskustvom. Oni koji prate suđenje ne mešaju se u njega i ne zauzimaju ničiju stranu.`,
    conditionsIntro: `Za izbor je potrebno da ispunite sve uslove navedene u nastavku. Sajt upoređuje vaše odgovore sa njima i odmah vam pokazuje rezultat.

To poređenje je samo pokazatelj. O tome da li su uslovi ispunjeni odlučuje osoba koja čita vaše uverenje. Možete se prijaviti i kada poređenje kaže da neki uslov nije ispunjen.`,
    priorityNote:
      'Prvenstvo imaju prijave sa završne godine studija, sa usmerenjem na krivično ili međunarodno pravo. Znanje srpskog jezika je prednost. Nijedno od toga nije uslov.',
    encouragedNote:
      'Posebno vas podstičemo da se prijavite ako još niste bili na praksi. Dobrodošle su prijave iz svih zajednica koje žive na Kosovu.',
    howToApply: `Potrebna su dva dokumenta: motivaciono pismo i uverenje o ocenama. Biografija (CV) je dobrodošla, ali nije obavezna. Prihvata se i čitljiva fotografija uverenja.

- Upišite svoju adresu e-pošte; poslaćemo vam link za ulazak na nalog, bez lozinke.
- Popunjavajte deo po deo. Sve što upišete čuva se, pa možete da zastanete i nastavite kasnije.
- Proverite odgovore i pošaljite prijavu. Potvrda stiže odmah.

Ako nam prijavu pošaljete e-poštom ili na papiru, uneće je osoblje i zamoliće vas da je potvrdite.`,
    afterwards: `Svaku potpunu prijavu čitaju dve osobe. Na razgovor se pozivaju samo oni koji uđu u uži izbor.

Na stranici svoje prijave u svakom trenutku vidite dokle se stiglo, a kada odluke budu saopštene, i ishod, kakav god bio. Ako mislite da je neki uslov pogrešno protumačen, imate pet radnih dana za prigovor; tada ga razmatra druga osoba.`,
    privacyNote:
      'Vaše podatke vidi samo osoblje koje radi na ovom pozivu. Ako ne budete izabrani, dokumenti se brišu šest meseci posle odluke. Pitanje o zajednici nije obavezno, a odgovor se čuva odvojeno od vaše prijave.',
  },
  en: {
    tasks: `During the internship you:

- attend hearings in war-crimes cases before the courts of Kosovo and take notes
- write a short report after each hearing, with the facts kept apart from your assessment
- learn about transitional justice through the work of HLC Kosovo

Somebody with experience is beside you at your first hearings. Monitors do not interfere with a trial and take no side in it.`,
    conditionsIntro: `To be selected you need to meet all of the conditions that follow. The site compares your answers with them and shows you the result at once.

That comparison is only an indication. Whether the conditions are met is decided by a person who reads your certificate. You may apply even when the comparison says that a condition is not met.`,
    priorityNote:
      'Priority goes to students in the last year of their studies with a profile in criminal law or international law. Knowledge of Serbian is an advantage. Neither is a condition.',
    encouragedNote:
      'We encourage you to apply especially if you have not done an internship yet. Applications from students of all communities living in Kosovo are welcome.',
    howToApply: `Two documents are needed: a motivation letter and your certificate of grades. A CV is welcome, but not required. A readable photograph of the certificate is accepted.

- Enter your e-mail address; we send you a link to sign in, without a password.
- Fill in one part after another. Everything you enter is kept, so you can stop and go on later.
- Check your answers and send the application. You get a receipt at once.

If you send us your application by e-mail or on paper, staff enter it and ask you to confirm it.`,
    afterwards: `Two people read every complete file. Only those on the shortlist are invited to an interview.

On the page of your application you can see at any time how far it has come and, once the decisions are released, the outcome, whatever it is. If you think that a condition was read wrongly, you have five working days to contest it; another person then looks at it.`,
    privacyNote:
      'Your data are seen only by the staff who work on this call. If you are not selected, your documents are erased six months after the decision. The question about your community is optional, and the answer is kept apart from your application.',
  },
};

/** The public call of 2020: its facts and figures, in our own words. */
export const call2020: CallSeed = {
  slug: '2020',
  sample: false,
  // The call does not say when it was published; the table wants a day.
  opensOn: { date: '2020-10-15' },
  closesOn: { date: '2020-11-05' },
  graceMinutes: 15,
  places: null,
  monthsMin: 3,
  monthsMax: 6,
  contact,
  conditions: { ...conditions, institutions: [...conditions.institutions, 'dardania', 'fama', 'iliria'] },
  requiredDocuments: ['motivation_letter', 'grades_certificate'],
  optionalDocuments: ['cv'],
  rubric,
  settings,
  texts: {
    sq: {
      ...shared.sq,
      title: 'Praktikë në monitorimin e gjykimeve për krime lufte, 2020',
      summary:
        'Studentët e vitit të tretë dhe të katërt të drejtësisë i ndjekin për tre deri në gjashtë muaj gjykimet për krime lufte në Kosovë, bashkë me FDH Kosovë. Shpenzimet e monitorimit mbulohen. Afati: 5 nëntor 2020.',
      about: `Fondi për të Drejtën Humanitare Kosovë (FDH Kosovë) i ndjek gjykimet për krime lufte, që të mbetet një dëshmi e pavarur për atë që ndodh në sallën e gjykimit. Me këtë thirrje, në këtë punë përfshihen studentë të drejtësisë, për tre deri në gjashtë muaj.

Thirrja u drejtohet studentëve të vitit të tretë dhe të katërt të studimeve bachelor: nga Fakulteti Juridik i Universitetit të Prishtinës dhe nga fakultetet e tjera juridike, publike e private.`,
      costs: 'FDH Kosovë i mbulon shpenzimet e studentëve që angazhohen në monitorimin e seancave.',
      project:
        '“Transformimi i perceptimeve konfliktuale përmes rritjes së përfshirjes së qytetarëve dhe komuniteteve në Kosovë”, i zbatuar nga Koalicioni Kosovar për Pajtim; dhe “Monitorimi i gjykimeve për krimet e lidhura me konfliktin në Kosovë dhe përfshirja e rinisë në sektorin e drejtësisë”',
      donor: 'Zyra e Bashkimit Evropian në Kosovë; Ambasada Britanike në Prishtinë',
    },
    sr: {
      ...shared.sr,
      title: 'Praksa u praćenju suđenja za ratne zločine, 2020.',
      summary:
        'Studenti i studentkinje treće i četvrte godine prava tokom tri do šest meseci prate suđenja za ratne zločine na Kosovu, zajedno sa FHP Kosovo. Troškovi praćenja su pokriveni. Rok: 5. novembar 2020.',
      about: `Fond za humanitarno pravo Kosovo (FHP Kosovo) prati suđenja za ratne zločine kako bi ostao nezavisan zapis o onome što se događa u sudnici. Ovim pozivom Fond u taj posao uključuje studente i studentkinje prava, na tri do šest meseci.

Poziv je namenjen trećoj i četvrtoj godini osnovnih studija: na Pravnom fakultetu Univerziteta u Prištini i na drugim pravnim fakultetima, javnim i privatnim.`,
      costs: 'FHP Kosovo pokriva troškove studentima i studentkinjama koji učestvuju u praćenju ročišta.',
      project:
        '„Transformacija percepcija o sukobu kroz povećanje učešća građana i zajednica na Kosovu”, koji sprovodi Kosovska koalicija za pomirenje; i „Praćenje suđenja za zločine povezane sa sukobom na Kosovu i uključivanje mladih u sektor pravde”',
      donor: 'Kancelarija Evropske unije na Kosovu; Britanska ambasada u Prištini',
    },
    en: {
      ...shared.en,
      title: 'Internship in monitoring war-crimes trials, 2020',
      summary:
        'For three to six months, law students in their third and fourth year follow war-crimes trials in Kosovo together with HLC Kosovo. The costs of monitoring are covered. Deadline: 5 November 2020.',
      about: `Humanitarian Law Center Kosovo (HLC Kosovo) follows war-crimes trials so that an independent record remains of what happens in the courtroom. With this call it takes law students into that work, for three to six months.

The call is for the third and fourth year of bachelor studies: at the Faculty of Law of the University of Prishtina and at the other law faculties, public and private.`,
      costs: 'HLC Kosovo covers the costs of the students who take part in monitoring hearings.',
      project:
        '“Transforming conflicting perceptions through increased civic and community engagement in Kosovo”, implemented by the Kosovo Coalition for Reconciliation; and “Monitoring Conflict Related Crime Trials in Kosovo and the Inclusion of the Youth in the Justice Sector”',
      donor: 'European Union Office in Kosovo; British Embassy Pristina',
    },
  },
};

/** An invented call that is open whenever the demo is started. */
export const sampleCall: CallSeed = {
  slug: 'sample',
  sample: true,
  opensOn: { inDays: -9 },
  closesOn: { inDays: 19 },
  graceMinutes: 15,
  places: 8,
  monthsMin: 3,
  monthsMax: 6,
  contact,
  conditions,
  requiredDocuments: ['motivation_letter', 'grades_certificate'],
  optionalDocuments: ['cv'],
  rubric,
  settings,
  texts: {
    sq: {
      ...shared.sq,
      title: 'Praktikë në monitorimin e gjykimeve për krime lufte (shembull)',
      summary:
        'Tetë vende për studentë të vitit të tretë dhe të katërt të drejtësisë: tre deri në gjashtë muaj pranë gjykimeve për krime lufte, me shpenzime të mbuluara. Kjo thirrje është e trilluar dhe shërben për ta provuar faqen.',
      about: `Kjo është një thirrje shembull: ekziston vetëm që ta provoni faqen dhe askush nuk pranohet përmes saj.

Kush e monitoron një gjykim, rri në sallë, dëgjon dhe shënon: kush ishte i pranishëm, çfarë u tha, pse u shty seanca. Nga shënimet e tilla, vit pas viti, shihet si punon drejtësia për krimet e luftës. Në këtë punë përfshihen tetë studentë, për tre deri në gjashtë muaj, me bazë në Prishtinë / Priština.

Seancat zakonisht mbahen në ditë pune, paradite. Merremi vesh me ju që ato të mos përplasen me provimet.`,
      costs:
        'Mbulohen shpenzimet e udhëtimit deri në gjykatë dhe ushqimi në ditët e seancave. Shpenzimet i shënoni për secilën seancë dhe ju kthehen në llogari.',
      project: 'Projekt i trilluar për shembull',
      donor: 'Donator i trilluar',
    },
    sr: {
      ...shared.sr,
      title: 'Praksa u praćenju suđenja za ratne zločine (primer)',
      summary:
        'Osam mesta za treću i četvrtu godinu prava: tri do šest meseci uz suđenja za ratne zločine, sa pokrivenim troškovima. Ovaj poziv je izmišljen i služi za isprobavanje sajta.',
      about: `Ovo je primer poziva: postoji samo da biste isprobali sajt i preko njega se niko ne prima.

Praćenje suđenja znači sedeti u sudnici, slušati i beležiti: ko je bio prisutan, šta je rečeno, zašto je ročište odloženo. Iz takvih beležaka, godinu za godinom, vidi se kako pravosuđe postupa kada je reč o ratnim zločinima. U taj posao uključuje se osam studenata i studentkinja, na tri do šest meseci, sa sedištem u Prištini / Prishtinë.

Ročišta se obično održavaju radnim danima pre podne. Sa vama se dogovaramo da se ne poklope sa ispitima.`,
      costs:
        'Pokriveni su prevoz do suda i obrok na dan ročišta. Troškove upisujete za svako ročište, a novac vam se vraća na račun.',
      project: 'Izmišljen projekat, kao primer',
      donor: 'Izmišljen donator',
    },
    en: {
      ...shared.en,
      title: 'Internship in monitoring war-crimes trials (sample)',
      summary:
        'Eight places for law students in their third and fourth year: three to six months close to war-crimes trials, with costs covered. This call is invented, so that the site can be tried.',
      about: `This is a sample call: it exists only so that you can try the site, and nobody is taken on through it.

To monitor a trial is to sit in the courtroom, listen and write down: who was present, what was said, why the hearing was postponed. From such notes, year after year, it can be seen how justice for war crimes works. Eight students join this work for three to six months, based in Prishtinë / Priština.

Hearings are usually held on working days, in the morning. We plan with you so that they do not clash with your exams.`,
      costs:
        'The journey to the court and a meal on hearing days are covered. You note your costs for each hearing, and they are paid back to your account.',
      project: 'An invented project, as a sample',
      donor: 'An invented donor',
    },
  },
};
