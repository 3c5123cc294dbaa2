// The one next step on a file once it is in review no longer: which it is, as data. Pure.
import type { Action } from '../access/policy.js';
import type { State } from '../applications/states.js';

/** What is known of a file beside its state. */
export type Around = {
  id: number;
  callId: number;
  /** The interview that counts as held though nobody noted who came; null: none. */
  assumed: number | null;
  /** Nobody came to the last interview, for the second time. */
  missedTwice: boolean;
};

/** What to say (`dossier.next.<word>`), and the page on which it is done by whoever may. */
export type Later = { word: string; to: string; needs: Action; main: boolean };

/** The next step after the reading; null where the screening says it, or nothing is to be done. */
export function laterStep(state: State, { id, callId, assumed, missedTwice }: Around): Later | null {
  const file = (page: string) => `/staff/applications/${id}/${page}`;
  const call = (page: string) => `/staff/calls/${callId}/${page}`;
  switch (state) {
    case 'shortlisted':
      return { word: 'shortlisted', to: call('invite'), needs: 'interview.book', main: true };
    case 'invited':
      return { word: 'invited', to: file('interview'), needs: 'interview.book', main: false };
    case 'booked':
      return missedTwice
        ? { word: 'missed', to: file('no-show'), needs: 'interview.book', main: true }
        : { word: 'booked', to: file('interview'), needs: 'interview.book', main: false };
    case 'interviewed':
      return assumed === null
        ? { word: 'interviewed', to: call('deciding'), needs: 'decision.read', main: true }
        : {
            word: 'assumed',
            to: `/staff/bookings/${assumed}/attendance`,
            needs: 'interview.book',
            main: true,
          };
    case 'waitlisted':
      return { word: 'waitlisted', to: call('deciding'), needs: 'decision.read', main: false };
    case 'offered':
      return { word: 'offered', to: file('reply'), needs: 'offer.record', main: false };
    case 'accepted':
      return { word: 'accepted', to: '/staff/placements', needs: 'placement.read', main: false };
    default:
      return null;
  }
}
