import type { AlertDetail } from '../../../gateway/contract/alerts.ts';
import type { AnsweringView } from '../../../gateway/contract/answering.ts';

/** An alert to which nobody has said anything yet. */
export const anAnswering = ({ id }: Pick<AlertDetail, 'id'>): AnsweringView => ({
  alertId: id,
  script: { id: 'missed-dose', title: 'Missed dose', source: 'UK telecare practice' },
  walked: [],
  current: {
    id: 'dose.speak',
    kind: 'ask',
    text: '“Joan, have you taken your medicine?”',
    hint: null,
    answers: [
      { id: 'taken', label: 'Taken', asksFor: null },
      { id: 'silence', label: 'No reply', asksFor: null },
    ],
  },
  calls: [],
  notTheirTurn: [],
  assessment: null,
  questions: [],
  readings: [],
  trend: null,
  suggestedOutcome: null,
  notReached: [],
  followUps: [],
  signposts: [],
  referrals: [],
});
