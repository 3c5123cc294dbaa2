// What the panels of the demonstration ask: three questions, with words for each mark.
import type { Rubric, Words } from '../../src/calls/form.js';

const words = (sq: string, sr: string, en: string): Words => ({ sq, sr, en });

export const sampleQuestions: Rubric = [
  {
    key: 'question1',
    weight: 2,
    name: words(
      'Një dëshmitar thotë në sallë diçka tjetër nga ajo që kishte thënë në hetim. Çfarë shënoni dhe çfarë jo?',
      'Svedok u sudnici kaže nešto drugo nego u istrazi. Šta zapisujete, a šta ne?',
      'A witness says something else in court than in the investigation. What do you write down, and what not?',
    ),
    hint: words(
      'Vlerësohet saktësia dhe dallimi mes asaj që u tha dhe asaj që mendojmë.',
      'Ocenjuje se tačnost i razlika između onoga što je rečeno i onoga što mislimo.',
      'Mark exactness, and the difference between what was said and what we think.',
    ),
    marks: [
      words('Nuk di çfarë do të shënonte.', 'Ne zna šta da zapiše.', 'Does not know what to write down.'),
      words(
        'Do të shënonte se dëshmitari gënjen.',
        'Zapisuje da svedok laže.',
        'Would write that the witness is lying.',
      ),
      words(
        'Shënon fjalët, por i përzien me mendimin e vet.',
        'Zapisuje reči, ali ih meša sa svojim mišljenjem.',
        'Writes the words down, mixed with an opinion.',
      ),
      words(
        'Shënon fjalët dhe dallimin, pa mendim të vet.',
        'Zapisuje reči i razliku, bez svog mišljenja.',
        'Writes the words and the difference, without an opinion.',
      ),
      words(
        'Shënon edhe si reagoi gjykata dhe palët, dhe kujt i takon ta vlerësojë.',
        'Zapisuje i kako su reagovali sud i stranke, i zna ko to ceni.',
        'Also writes how the court and the parties reacted, and knows whose it is to weigh.',
      ),
    ],
  },
  {
    key: 'question2',
    weight: 2,
    name: words(
      'Një mik ju pyet kush ishte dëshmitari i mbrojtur që dëgjuat sot. Çfarë i thoni?',
      'Prijatelj vas pita ko je zaštićeni svedok kojeg ste danas slušali. Šta mu kažete?',
      'A friend asks who the protected witness was whom you heard today. What do you say?',
    ),
    hint: words(
      'Vlerësohet kujdesi për njerëzit, jo njohja e rregullave përmendsh.',
      'Ocenjuje se briga za ljude, a ne pravila napamet.',
      'Mark the care for people, not rules known by heart.',
    ),
    marks: [
      words('Do ta thoshte emrin.', 'Kaže ime.', 'Would say the name.'),
      words(
        'Nuk e thotë emrin, por tregon nga vjen ose çfarë pune bën.',
        'Ne kaže ime, ali kaže odakle je ili čime se bavi.',
        'Keeps the name, but says where the person comes from or works.',
      ),
      words(
        'Nuk thotë asgjë, por nuk di pse.',
        'Ne kaže ništa, ali ne zna zašto.',
        'Says nothing, but cannot say why.',
      ),
      words(
        'Nuk thotë asgjë dhe e shpjegon pse.',
        'Ne kaže ništa i objašnjava zašto.',
        'Says nothing, and explains why.',
      ),
      words(
        'Po ashtu; dhe i tregon mbikëqyrësit se dikush pyeti.',
        'Isto; i javlja mentoru da je neko pitao.',
        'The same; and tells the supervisor that somebody asked.',
      ),
    ],
  },
  {
    key: 'question3',
    weight: 1,
    name: words(
      'Seanca shtyhet për herë të tretë dhe bie në ditën e një provimi. Si veproni?',
      'Ročište se odlaže treći put i pada na dan ispita. Kako postupate?',
      'A hearing is put off for the third time, to the day of an exam. What do you do?',
    ),
    hint: words(
      'Provimi ka përparësi; vlerësohet a njofton me kohë.',
      'Ispit ima prednost; ocenjuje se da li javlja na vreme.',
      'The exam comes first; mark whether we are told in time.',
    ),
    marks: [
      words(
        'Nuk shkon dhe nuk njofton askënd.',
        'Ne ide i nikome ne javlja.',
        'Does not go and tells nobody.',
      ),
      words('Njofton atë ditë.', 'Javlja tog dana.', 'Tells us on the day.'),
      words('Njofton dikur më parë.', 'Javlja nešto ranije.', 'Tells us somewhat earlier.'),
      words('Njofton sapo e merr vesh.', 'Javlja čim sazna.', 'Tells us at once.'),
      words(
        'Njofton menjëherë dhe propozon kush mund ta zëvendësojë.',
        'Javlja odmah i predlaže ko može da uskoči.',
        'Tells us at once and suggests who could step in.',
      ),
    ],
  },
];
