import type { OutcomeCode } from '../../rules/model/alert.ts';

/** What can be practised. What happens stands in `device-sim/exercises/<id>.yaml`, which the simulator plays. */
export interface Exercise {
  readonly id: string;
  readonly title: string;
  readonly brief: string;
  readonly story: string;
  /** What the simulator calls its home, by the name of the script. */
  readonly home: string;
  /** How many alerts it raises. */
  readonly alerts: number;
  /** With which of them an alert of it may end. */
  readonly outcomes: readonly OutcomeCode[];
}

const visited: readonly OutcomeCode[] = ['responder', 'keyholder-attending', 'urgent-community-response', '999'];

export const exercises: readonly Exercise[] = [
  {
    id: 'no-answer',
    title: 'The help button, and nobody speaks',
    brief: 'Rose presses her pendant. Call her, then her contacts in their order. When in doubt somebody goes.',
    story: 'Rose does not answer. Her son does not answer. Her neighbour answers at the second try and can be there in ten minutes.',
    home: 'the-help-button',
    alerts: 1,
    outcomes: [...visited, 'unable-to-contact'],
  },
  {
    id: 'pressed-by-mistake',
    title: 'The help button, pressed by mistake',
    brief: 'Albert presses his pendant. Speak with him, make sure that he is well, and say how it ended.',
    story: '“Oh, I leaned on it when I got up. I am quite all right, I was about to make tea.”',
    home: 'pressed-by-mistake',
    alerts: 1,
    outcomes: ['accidental', 'reassurance', 'test'],
  },
  {
    id: 'fall',
    title: 'A fall in the hall',
    brief: 'The fall detector of Mabel has spoken, and she does not get up. Ask what the advice asks, choose who goes, and say why.',
    story: '“I am on the floor in the hall. My hip hurts, I cannot get up. I have not hit my head.”',
    home: 'a-fall-in-the-hall',
    alerts: 1,
    outcomes: visited,
  },
  {
    id: 'smoke',
    title: 'Smoke in the kitchen',
    brief: 'The smoke alarm of Harold goes off and does not stop. People first: he goes out, and the fire service is called.',
    story: '“The toaster is burning. Should I put water on it?”',
    home: 'smoke-in-the-kitchen',
    alerts: 1,
    outcomes: ['fire'],
  },
  {
    id: 'low-glucose',
    title: 'A very low blood sugar',
    brief: 'Sheila measures 2.6 mmol/L, twice. Is she awake, can she swallow, is somebody with her?',
    story: '“I feel shaky and hot. I have juice in the fridge, I can reach it.” After ten minutes: “That is better.”',
    home: 'a-very-low-blood-sugar',
    alerts: 1,
    outcomes: ['advice', 'keyholder-attending', 'urgent-community-response', '999'],
  },
  {
    id: 'two-at-once',
    title: 'Two at once',
    brief:
      'Carbon monoxide at Winifred and Stan’s, and Stan presses his pendant in the same minute. One home, two alerts, two people to account for.',
    story: 'Winifred: “We both have a headache.” Stan has gone into the garden and presses again.',
    home: 'two-at-once',
    alerts: 2,
    outcomes: ['fire', '999'],
  },
];

export const exerciseOf = (id: string): Exercise | undefined => exercises.find((one) => one.id === id);
