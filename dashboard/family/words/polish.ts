import type { Words } from './english.ts';
import { alert } from './pl/alert.ts';
import { messages, rota } from './pl/circle.ts';
import { entrance, frame } from './pl/frame.ts';
import { person, signals } from './pl/person.ts';
import { readings } from './pl/readings.ts';
import { goals, looks, pause, plan, sharing } from './pl/self.ts';
import { settings } from './pl/settings.ts';

export const polish: Words = {
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
