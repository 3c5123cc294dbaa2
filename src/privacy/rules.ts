// Which changes a person is told in full.

/** What happens to an application by its owner's hand or in a letter to them. Inner steps are told once released. */
const told = [
  'start',
  'submit',
  'enter',
  'confirm',
  'edit',
  'withdraw',
  'reinstate',
  'lapse',
  'reopen',
  'document_added',
  'document_removed',
  'opt_in',
  'opt_out',
  'keep_for_next_call',
  'erase',
  'delete_draft',
  'ask',
  'supply',
  'supply_timeout',
  'contest',
  'screen_out',
  'screen_in',
];

/** True when a change may be named to the person it is about; else they learn that there was one. */
export function isTold(change: { entity: string; event: string; mine: boolean }): boolean {
  return change.entity !== 'application' || change.mine || told.includes(change.event);
}
