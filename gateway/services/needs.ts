import type { AlertState, OutcomeCode } from '../../rules/model/alert.ts';
import { type Need, needs } from '../contract/services.ts';

/** Words by which sources speak of a need; each is looked for at the beginning of a word. */
const spokenOf: Readonly<Record<Need, readonly string[]>> = {
  company: ['company', 'befriend', 'lonel', 'isolat', 'social club', 'lunch club', 'coffee', 'friendship'],
  'hobbies-and-learning': ['hobb', 'learn', 'craft', 'art ', 'arts', 'music', 'choir', 'garden', 'allotment', 'library', 'shed'],
  exercise: ['exercis', 'walk', 'yoga', 'tai chi', 'swim', 'dance', 'danc', 'fitness', 'physical activity', 'bowls'],
  falls: ['falls', 'balance', 'otago'],
  'food-and-shopping': ['food', 'meal', 'shopping', 'foodbank', 'grocer'],
  transport: ['transport', 'travel', 'dial-a-ride', 'lifts', 'car scheme', 'minibus'],
  'money-and-benefits': ['money', 'benefit', 'debt', 'welfare', 'allowance', 'energy bill', 'fuel poverty'],
  housing: ['housing', 'homeless', 'tenan', 'sheltered', 'extra care'],
  'home-safety-and-repairs': ['handy', 'repair', 'home safety', 'fire safety', 'insulation', 'warm home'],
  'personal-care': ['personal care', 'home care', 'domiciliary', 'bathing', 'washing'],
  equipment: ['equipment', 'aids', 'adaptation', 'wheelchair', 'grab rail', 'telecare'],
  carers: ['carer', 'caring for', 'respite', 'sitting service'],
  'memory-and-dementia': ['memory', 'dementia', 'alzheimer'],
  bereavement: ['bereave', 'grief', 'loss of'],
  'mental-wellbeing': ['mental', 'wellbeing', 'well-being', 'anxiety', 'depress', 'counsel', 'mindful', 'talking therap'],
  'alcohol-and-drugs': ['alcohol', 'drug', 'substance', 'recovery'],
  nursing: ['nurs', 'wound', 'continence', 'foot care', 'podiat'],
  medicines: ['medicine', 'medication', 'pharmac', 'prescription'],
  'hearing-and-sight': ['hearing', 'deaf', 'sight', 'blind', 'vision', 'low-vision'],
  digital: ['digital', 'computer', 'internet', 'online skills', 'tablet'],
  volunteering: ['volunteer'],
};

/** The needs that a source's own terms speak of. */
export function needsIn(terms: readonly string[]): Need[] {
  const texts = terms.map((term) => ` ${term.toLowerCase().replaceAll(/[_/]+/g, ' ')} `);
  const speaksOf = (word: string) => texts.some((text) => text.includes(` ${word}`));
  return needs.filter((need) => terms.includes(need) || spokenOf[need].some(speaksOf));
}

/** How an alert ended that nobody had to drive to: then something in the neighbourhood may do more than the next alert. */
const lowAcuity: readonly OutcomeCode[] = ['reassurance', 'advice', 'condition-settled'];

/** What may lie behind alerts of these kinds. Our own choice, for a coordinator to judge; nothing is suggested for any other. */
const mayLieBehind: Readonly<Record<string, readonly Need[]>> = {
  isolation: ['company', 'hobbies-and-learning', 'transport'],
  'soft-decline': ['company', 'exercise', 'food-and-shopping'],
  'no-meal-signs': ['food-and-shopping', 'company'],
  fridge: ['food-and-shopping', 'company'],
  fluids: ['food-and-shopping'],
  'check-in': ['mental-wellbeing', 'company'],
  exercises: ['exercise', 'falls'],
  'personal-goal': ['exercise', 'hobbies-and-learning'],
  'steps-goal': ['exercise'],
  fall: ['falls', 'equipment'],
  inactivity: ['exercise', 'falls'],
  'cold-home': ['home-safety-and-repairs', 'money-and-benefits'],
  pills: ['medicines'],
  dispenser: ['medicines'],
  'missed-visit': ['carers', 'personal-care'],
  'repeated-calls': ['company', 'mental-wellbeing'],
};

/** What to look for in the neighbourhood after an alert of this template ended so; nothing for those that needed somebody at once. */
export function suggestedNeeds({ template, outcome }: Pick<AlertState, 'template' | 'outcome'>): readonly Need[] {
  return outcome !== null && lowAcuity.includes(outcome.code as OutcomeCode) ? (mayLieBehind[template] ?? []) : [];
}
