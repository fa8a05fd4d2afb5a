import type { CallOrderReason, CallResult, Recorded, WhyNotReached } from '../model/answering.ts';
import { type Instant, localTime } from '../model/time.ts';
import { levelLabels } from './script.ts';
import { stepById } from './scripts.ts';

const calls: Readonly<Record<CallResult, string>> = {
  spoke: 'spoke to them',
  coming: 'on their way',
  voicemail: 'voicemail',
  'no-answer': 'no answer',
  engaged: 'engaged',
  refused: 'cannot help',
};
const whys: Readonly<Record<WhyNotReached, string>> = {
  'wrong-number': 'wrong number',
  'switched-off': 'telephone switched off',
  'did-not-hear': 'did not hear it',
  away: 'was away',
  'no-longer-contact': 'is no contact any more',
  'not-known': 'not known',
};

const orderReasons: Readonly<Record<CallOrderReason, string>> = {
  'asked-for': 'the person asked for them',
  'known-away': 'whoever comes before is known to be away',
  nearest: 'they have a key and are nearest',
  'rang-us': 'they rang us',
  'plan-says': 'the plan of care says so',
};

const sentence = (...parts: readonly string[]) => {
  const text = parts.filter(Boolean).join(' ');
  return /[.!?”]$/.test(text) ? text : `${text}.`;
};
const withNote = (said: string, note: string) => (note === '' ? sentence(said) : `${sentence(said)} ${sentence(note)}`);

/** One sentence for the timeline of the alert, so that whoever comes later reads what was done. `zone` is the patient's. */
export function wordsOf(one: Recorded, { zone, knownAs }: { readonly zone: string; readonly knownAs: string }): string {
  const clock = (at: Instant) => localTime(zone, at);
  switch (one.kind) {
    case 'step': {
      const step = stepById(one.step);
      const answer = step?.answers.find(({ id }) => id === one.answer);
      return withNote(`${step?.text ?? one.step} – ${answer?.label ?? one.answer}`.replaceAll('{name}', knownAs), one.note);
    }
    case 'call': {
      const ended = `${calls[one.result]}${one.arrivesAt === null ? '' : `, there by ${clock(one.arrivesAt)}`}`;
      const order = one.outOfOrder && one.before ? ` Before ${one.before.join(', ')}: ${orderReasons[one.outOfOrder]}.` : '';
      return withNote(`Called ${one.name}: ${ended}.${order}`, one.note);
    }
    case 'not-reached':
      return withNote(`Why ${one.name} could not be reached: ${whys[one.why]}`, one.note);
    case 'assessment': {
      const advised = `${levelLabels[one.advised]}${one.reasons.length > 0 ? `: ${one.reasons.join(', ')}` : ''}`;
      const chosen = one.chosen === one.advised ? 'Chosen as advised' : `Chosen: ${levelLabels[one.chosen]}`;
      return withNote(`Assessed. Advice: ${advised}. ${chosen}`, one.why);
    }
    case 'follow-up':
      return sentence(`Follow-up for ${one.owner}, by ${clock(one.dueAt)}: ${one.text}`);
    case 'referral':
      return sentence(`Referred to ${one.service}`);
    case 'signpost':
      return sentence(`Signposted to ${one.service}`);
  }
}
