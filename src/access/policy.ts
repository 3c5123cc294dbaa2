// THE table of who may do what. `own`: only what is theirs; `any`: every one of the kind.
import type { Group } from './actor.js';

export type Scope = 'own' | 'assigned' | 'any';
export type Right = 'public' | 'signed_in' | 'half_signed_in' | Partial<Record<Group, Scope>>;

export const policy = {
  public: 'public',

  'account.manage': 'signed_in',
  /** The password was right; the second factor is still to come. */
  'second_factor.give': 'half_signed_in',
  'account.secure': {
    intern: 'own',
    coordinator: 'own',
    reviewer: 'own',
    director: 'own',
    safety_officer: 'own',
    administrator: 'own',
  },
  'person.list': { administrator: 'any' },
  'person.invite': { administrator: 'any' },
  'membership.change': { administrator: 'any' },

  'call.read': { coordinator: 'any', director: 'any' },
  'call.edit': { coordinator: 'any' },
  'call.publish': { coordinator: 'any' },
  /** The dossier of a call, to read and to take along. */
  'call.export': { coordinator: 'any', director: 'any' },
  /** Counted communities, once they are published. */
  'tally.read': { coordinator: 'any', director: 'any' },
  'tally.publish': { coordinator: 'any', director: 'any' },
  'closed_day.keep': { coordinator: 'any', director: 'any' },
  'institution.read': { coordinator: 'any', director: 'any' },
  'institution.edit': { coordinator: 'any' },
  'late_key.issue': { coordinator: 'any' },

  'application.start': { applicant: 'own' },
  'application.edit': { applicant: 'own' },
  'application.submit': { applicant: 'own' },
  'application.withdraw': { applicant: 'own' },
  /** At the applicant's request. */
  'withdrawal.enter': { coordinator: 'any' },
  'application.follow': { applicant: 'own' },
  'application.list': { coordinator: 'any', director: 'any' },
  'application.read': { coordinator: 'any', director: 'any' },
  'application.export': { coordinator: 'any', director: 'any' },
  'application.enter': { coordinator: 'any' },
  'application.lapse': { coordinator: 'any' },
  /** Before a file opens, whoever is to judge it says whether they know its writer; a coordinator sets it for others. */
  'conflict.declare': { coordinator: 'any', director: 'any' },
  'conflict.set': { coordinator: 'any' },
  /** Saying what a document shows about a fact. */
  'fact.verify': { coordinator: 'any' },
  /** Back by the same kind of role, until a letter of it has left. */
  'application.undo': { coordinator: 'any', director: 'any' },
  'decision.read': { coordinator: 'any', director: 'any' },
  /** Offers, the reserve list, refusals: pending until released. */
  'decision.prepare': { director: 'any' },
  /** After a letter has left: forward only, with a reason. */
  'decision.correct': { director: 'any' },
  /** Who on the reserve list is offered a place first. */
  'reserve.order': { director: 'any' },
  'screening.propose': { coordinator: 'any' },
  /** Never by who proposed it. */
  'screening.confirm': { coordinator: 'any', director: 'any' },
  'request.ask': { coordinator: 'any' },
  'request.supply': { applicant: 'own' },
  'contest.make': { applicant: 'own' },
  'decision.release': { director: 'any' },
  'offer.answer': { applicant: 'own' },
  /** Noting down what somebody said to an offer, and deciding that it is over. */
  'offer.record': { coordinator: 'any' },
  /** Writing to colleagues about a file. */
  'note.write': { coordinator: 'any', director: 'any' },
  'reading.assign': { coordinator: 'any' },
  /** Blind: what a reviewer gets of a file names nobody. */
  'reading.score': { reviewer: 'assigned' },
  'redaction.edit': { coordinator: 'any' },
  'score.read': { coordinator: 'any', director: 'any' },
  /** Third readers, notes, the lock, the names. */
  'score.settle': { coordinator: 'any' },
  'shortlist.compose': { coordinator: 'any', director: 'any' },
  'document.read': { applicant: 'own', intern: 'own', coordinator: 'any', director: 'any' },

  /** One's own internship: by whoever accepted an offer, and by interns. */
  'placement.follow': { applicant: 'own', intern: 'own' },
  'placement.read': { coordinator: 'any', director: 'any' },
  'placement.manage': { coordinator: 'any' },
  /** Sessions: staff who plan see all of them, whoever sits on a panel sees theirs. */
  'interview.read': { coordinator: 'any', director: 'any', reviewer: 'assigned' },
  'interview.plan': { coordinator: 'any' },
  'interview.book': { coordinator: 'any' },
  'interview.choose': { applicant: 'own' },
  'case.read': { intern: 'assigned', coordinator: 'any', director: 'any', safety_officer: 'any' },
  'case.edit': { coordinator: 'any' },
  /** Cases and the people register as files. */
  'case.export': { coordinator: 'any', director: 'any' },
  'case.import': { coordinator: 'any' },
  'term.read': { coordinator: 'any', director: 'any' },
  /** Ties of monitors to a case. */
  'tie.edit': { coordinator: 'any' },
  /** One's own tie to a case one goes to. */
  'tie.declare': { intern: 'own' },
  /** Notes of staff about a case. */
  'case.note': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  /** The people register: everybody named before the courts, across all cases. */
  'party.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  'party.edit': { coordinator: 'any' },
  'party.merge': { coordinator: 'any' },
  /** More of somebody protected than the pseudonym; every look is recorded. */
  'protected.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  'protected.edit': { coordinator: 'any' },
  /** Saying who came, on the day: the panel and the coordinators. */
  /** Whoever sits on a panel says that they know somebody who has a time there. */
  'panel.join': { coordinator: 'own', reviewer: 'own', director: 'own' },
  'interview.declare': { coordinator: 'assigned', reviewer: 'assigned', director: 'assigned' },
  'interview.hold': { coordinator: 'any', reviewer: 'assigned', director: 'assigned' },
  /** One card for each of the panel, whoever they are. */
  'interview.score': { coordinator: 'assigned', reviewer: 'assigned', director: 'assigned' },
  'interview.lock': { coordinator: 'any' },
  'interview.reopen': { director: 'any' },
  'calendar.subscribe': { intern: 'own', coordinator: 'own', reviewer: 'own', director: 'own' },

  /** An intern sees the hearings of the cases they are assigned to. */
  'hearing.read': { intern: 'assigned', coordinator: 'any', director: 'any', safety_officer: 'any' },
  'hearing.plan': { coordinator: 'any' },
  'rota.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  'rota.assign': { coordinator: 'any' },
  /** One's own hearings and absences. */
  'rota.follow': { intern: 'own' },

  /** Reports as they were filed, with what was said about them; never of a case one is tied to. */
  'review.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  /** Never by whoever had a hand in the report. */
  'review.decide': { coordinator: 'any', director: 'any' },
  /** A week over all cases, for the staff's meeting. */
  'week.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  /** What a period comes to; the hearings behind a number without those of a case one is tied to. */
  'figure.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },
  'figure.freeze': { coordinator: 'any', director: 'any' },
  /** Over what one may read anyway; observations for those who read every case. */
  'search.use': { intern: 'assigned', coordinator: 'any', director: 'any', safety_officer: 'any' },
  /** Withdrawing a report that is not approved, and bringing it back. */
  'report.withdraw': { coordinator: 'any', director: 'any' },
  /** The report of a hearing one goes to, or began; staff write where nobody went. */
  'report.write': { intern: 'own', coordinator: 'any' },
  'report.cover': { coordinator: 'any' },
  /** Security incidents that reports tell of; every look is recorded. Whoever wrote one sees it in the report. */
  'incident.read': { coordinator: 'any', director: 'any', safety_officer: 'any' },

  /** Costs of one's own hearings; whoever was an intern claims those of the last days too. */
  'cost.claim': { applicant: 'own', intern: 'own' },
  'cost.read': { coordinator: 'any', director: 'any' },
  'cost.decide': { coordinator: 'any' },
  /** Seeing where it is paid to, and saying that it was: never by who approved it. */
  'cost.pay': { director: 'any' },

  /** Everything held about oneself, and being erased; staff and interns are told whom to ask. */
  'privacy.read': 'signed_in',
  'privacy.erase': 'signed_in',
  'privacy.keep': { applicant: 'own' },
  /** When the service was away, and which deadlines moved for it. */
  'outage.read': { coordinator: 'any', director: 'any' },
  'retention.read': { coordinator: 'any', director: 'any' },

  /** The texts of letters, per call and language. */
  'template.read': { coordinator: 'any', director: 'any' },
  'template.edit': { coordinator: 'any' },

  'letter.read': { coordinator: 'any', director: 'any' },
  /** Changing the words of a draft. */
  'letter.edit': { coordinator: 'any' },
  /** Letting letters leave, holding them back, and what is done with those that failed. */
  'letter.release': { coordinator: 'any' },
  'task.read': { coordinator: 'any', director: 'any', safety_officer: 'any', administrator: 'any' },
  /** Who looked at what is protected. */
  'history.looks': { director: 'any', safety_officer: 'any' },
  'history.read': { director: 'any', safety_officer: 'any' },
} as const satisfies Record<string, Right>;

export type Action = keyof typeof policy;
