import type { CareLevel } from '../model/answering.ts';

export interface AssessmentAnswer {
  readonly id: string;
  readonly label: string;
  /** The help that this answer asks for by itself; null: none. */
  readonly level: CareLevel | null;
  /** What stands as the reason. */
  readonly reason: string;
}

/** Answers stand from the best to the worst, `unknown` among them: what nobody knows counts as bad as it may well be. */
export interface Question {
  readonly id: string;
  readonly text: string;
  readonly answers: readonly AssessmentAnswer[];
}

const fine = (id: string, label: string): AssessmentAnswer => ({ id, label, level: null, reason: '' });
const at = (level: CareLevel, id: string, label: string, reason: string): AssessmentAnswer => ({ id, label, level, reason });
const unknown = (level: CareLevel, what: string): AssessmentAnswer => at(level, 'unknown', 'Not known', `${what} is not known`);

/**
 * The questions of the assessment. Stroke: FAST (NHS). Head injury: NICE NG232, blood thinners, drowsiness or vomiting need a hospital. The
 * others are the caution of a service that sees nobody: in doubt one level up. None of it is a diagnosis.
 */
const questions = [
  {
    id: 'awake',
    text: 'Awake and talking as usual?',
    answers: [
      fine('yes', 'Yes'),
      unknown('urgent-community-response', 'whether they are awake'),
      at('999', 'drowsy', 'Drowsy, hard to wake', 'drowsy'),
      at('999', 'no', 'Does not wake', 'does not wake'),
    ],
  },
  {
    id: 'breathing',
    text: 'How is the breathing?',
    answers: [
      fine('usual', 'As usual'),
      at('urgent-community-response', 'worse', 'More breathless than usual', 'more breathless than usual'),
      unknown('urgent-community-response', 'how they breathe'),
      at('999', 'struggling', 'Struggling, cannot finish a sentence', 'struggling to breathe'),
    ],
  },
  {
    id: 'chest-pain',
    text: 'Pain or pressure in the chest?',
    answers: [fine('no', 'No'), unknown('urgent-community-response', 'whether there is chest pain'), at('999', 'yes', 'Yes', 'chest pain')],
  },
  {
    id: 'stroke',
    text: 'Face drooping, an arm weak, or speech slurred?',
    answers: [
      fine('no', 'No'),
      unknown('urgent-community-response', 'whether there are signs of stroke'),
      at('999', 'yes', 'Yes', 'signs of stroke'),
    ],
  },
  {
    id: 'confusion',
    text: 'More confused than usual?',
    answers: [
      fine('no', 'No'),
      unknown('place-team', 'whether they are more confused'),
      at('urgent-community-response', 'yes', 'Yes, since today or yesterday', 'new confusion'),
    ],
  },
  {
    id: 'bleeding',
    text: 'Bleeding?',
    answers: [
      fine('no', 'No'),
      at('place-team', 'little', 'A little, or stopped', 'bleeding a little'),
      unknown('urgent-community-response', 'whether they bleed'),
      at('999', 'heavy', 'Heavy, or does not stop', 'heavy bleeding'),
    ],
  },
  {
    id: 'head',
    text: 'Hit the head?',
    answers: [
      fine('no', 'No'),
      at('urgent-community-response', 'bump', 'Yes; well since, no blood thinners', 'hit the head'),
      unknown('urgent-community-response', 'whether the head was hit'),
      at('999', 'danger', 'Yes; blood thinners, sick, drowsy or headache', 'head injury with a danger sign'),
    ],
  },
  {
    id: 'injury',
    text: 'Pain or injury elsewhere?',
    answers: [
      fine('no', 'No'),
      at('place-team', 'sore', 'Sore, moves everything', 'sore'),
      unknown('urgent-community-response', 'whether they are injured'),
      at('999', 'severe', 'Severe pain, or cannot move a limb, hip, neck or back', 'severe pain or a limb that does not move'),
    ],
  },
  {
    id: 'get-up',
    text: 'Can they get up?',
    answers: [
      fine('yes', 'Yes, or is not down'),
      at('place-team', 'no', 'No', 'cannot get up'),
      unknown('place-team', 'whether they can get up'),
      at('urgent-community-response', 'long', 'No, down for an hour or more', 'on the floor for an hour or more'),
    ],
  },
  {
    id: 'self-harm',
    text: 'Thoughts of ending their life?',
    answers: [
      fine('no', 'No'),
      unknown('place-team', 'whether they think of ending their life'),
      at('urgent-community-response', 'thoughts', 'Thoughts, no plan', 'thoughts of ending their life'),
      at('999', 'means-to', 'Means to, or has begun', 'means to end their life'),
    ],
  },
  {
    id: 'need',
    text: 'What do they need today?',
    answers: [
      fine('nothing', 'Advice, nothing more'),
      at('family', 'look-in', 'Somebody to look in', 'somebody should look in'),
      at('agency', 'care', 'Personal care, meals, getting dressed', 'needs personal care today'),
      unknown('place-team', 'what they need today'),
      at('place-team', 'visit', 'Somebody trained to see them', 'somebody trained should see them'),
    ],
  },
  {
    id: 'alone',
    text: 'Alone?',
    answers: [fine('no', 'Somebody is with them'), fine('yes', 'Alone'), fine('unknown', 'Not known')],
  },
] as const satisfies readonly Question[];

export type QuestionId = (typeof questions)[number]['id'];
const byId = new Map<QuestionId, Question>(questions.map((one) => [one.id, one]));
const asked = (ids: readonly QuestionId[]): readonly Question[] => ids.map((id) => byId.get(id)!);

const danger = ['awake', 'breathing', 'chest-pain', 'stroke', 'confusion'] as const;
const body = asked([...danger, 'bleeding', 'head', 'injury', 'get-up', 'need', 'alone']);
const reading = asked([...danger, 'need', 'alone']);
const mind = asked([...danger, 'self-harm', 'need', 'alone']);
const forScript: Readonly<Record<string, readonly Question[]>> = { 'vital-sign': reading, wellbeing: mind };

/** What is asked when an alert of this script is assessed: as few as its kind allows. */
export const questionsFor = (scriptId: string): readonly Question[] => forScript[scriptId] ?? body;
