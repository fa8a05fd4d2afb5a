import { meter } from './meter.ts';

/** What a person or a carer enters on a telephone: questions answered, drinks, exercises, goals, calls made. */
export const app = meter(
  'app',
  [
    'wellbeing',
    'pain',
    'exercise',
    'goal',
    'call',
    'ok',
    'meal',
    'fluid-intake',
    'respiratory-rate',
    'consciousness',
    'inspired-oxygen',
    'body-temperature',
    'appointment',
    'dose',
  ],
  { prompts: true },
);
