import type { Counted } from '../../shared/words/say.ts';
import { alert } from './en/alert.ts';
import { messages, rota } from './en/circle.ts';
import { entrance, frame } from './en/frame.ts';
import { person, signals } from './en/person.ts';
import { readings } from './en/readings.ts';
import { goals, looks, pause, plan, sharing } from './en/self.ts';
import { settings } from './en/settings.ts';

export const english = {
  entrance,
  frame,
  person,
  signals,
  readings,
  alert,
  messages,
  rota,
  goals,
  pause,
  sharing,
  looks,
  plan,
  settings,
};

/** Words of the page by where they stand; every language has all of them. */
export type Words = Translated<typeof english>;
/** Where English has a text, so has each other language; where it has forms for numbers, the forms of that language. */
export type Translated<T> = T extends string ? string : T extends Counted ? Counted : { readonly [Key in keyof T]: Translated<T[Key]> };
