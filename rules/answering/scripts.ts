import { brokenKit } from './broken-kit.ts';
import { endings } from './endings.ts';
import { general } from './general.ts';
import { callForHelp } from './help.ts';
import { houseAlarm } from './house-alarm.ts';
import { missedDose } from './missed-dose.ts';
import { noReply } from './no-reply.ts';
import { propertyExit } from './property-exit.ts';
import type { Script, ScriptStep } from './script.ts';
import { unableToContact } from './unable-to-contact.ts';
import { vitalSign } from './vital-sign.ts';
import { wellbeing } from './wellbeing.ts';

export const scripts: readonly Script[] = [
  callForHelp,
  noReply,
  unableToContact,
  propertyExit,
  missedDose,
  brokenKit,
  vitalSign,
  houseAlarm,
  wellbeing,
  general,
  endings,
];

const steps: ReadonlyMap<string, ScriptStep> = new Map(scripts.flatMap((script) => script.steps.map((step) => [step.id, step] as const)));

/** The step with this id; undefined: there is none, or it was in a script of before. */
export const stepById = (id: string): ScriptStep | undefined => steps.get(id);

/** With which script an alert of a kind is answered, by the id of its template. A test holds it against the register of templates. */
export const scriptOfTemplate: Readonly<Record<string, Script>> = {
  sos: callForHelp,
  fall: callForHelp,
  'repeated-calls': callForHelp,
  'unknown-caller': callForHelp,
  inactivity: noReply,
  'bed-not-left': noReply,
  'bed-left': noReply,
  'bed-not-entered': noReply,
  'night-bathroom': noReply,
  'check-in': noReply,
  fridge: noReply,
  'no-meal-signs': noReply,
  door: propertyExit,
  'no-return': propertyExit,
  pills: missedDose,
  dispenser: missedDose,
  'home-iv': vitalSign,
  'silent-device': brokenKit,
  'blood-pressure': vitalSign,
  glucose: vitalSign,
  news2: vitalSign,
  'vital-limit': vitalSign,
  'weight-gain': vitalSign,
  trend: vitalSign,
  'infection-signs': vitalSign,
  'discharge-watch': vitalSign,
  'reading-expected': vitalSign,
  'home-hazard': houseAlarm,
  'cold-home': houseAlarm,
  'soft-decline': wellbeing,
  isolation: wellbeing,
  fluids: wellbeing,
  exercises: wellbeing,
  'steps-goal': wellbeing,
  'personal-goal': wellbeing,
  'missed-visit': general,
  'no-plan': general,
};

/** The general script for a kind that is not known here. */
export const scriptFor = (template: string): Script => scriptOfTemplate[template] ?? general;
