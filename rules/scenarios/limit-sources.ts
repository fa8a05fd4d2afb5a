/**
 * Who stands behind the standard value of a parameter that is a number, published with it as `x-source` in the JSON Schema. Where nobody has
 * published one, that is what it says: whoever approves the agreement decides it.
 */
export const source = (words: string): { readonly 'x-source': string } => ({ 'x-source': words });

export const ours = 'Ours: no published limit. Whoever approves the agreement decides it';
export const ownGoal = 'The person: it is their own goal';
export const news2Chart1 = 'NEWS2, Royal College of Physicians 2017, chart 1: scores 3';
export const news2Scale2 = 'NEWS2, Royal College of Physicians 2017: scale 2 only for a prescribed saturation of 88 to 92 %';
export const news2Chart2 = 'NEWS2, Royal College of Physicians 2017, chart 2';
export const ng136 = 'After NICE NG136: above 170/115 mmHg twice is seen the same day';
export const heatedHome = 'UK Health Security Agency: heat the home to at least 18 °C';
export const feverNhs = 'NHS: a fever is 38 °C or more';
export const loeb = 'After Loeb’s minimum criteria for residents of care homes, 2001: 1.5 °C above the usual temperature';
export const drinks = 'Ours: the NHS advises six to eight drinks a day and names no limit of concern';
export const hypoglycaemia = 'Diabetes UK: hypoglycaemia is below 4.0 mmol/L';
export const graveHypoglycaemia = 'International Hypoglycaemia Study Group 2017, level 2: below 3.0 mmol/L';
export const fluidInHeartFailure = 'Heart failure self-care advice (ESC, NICE NG106): more than 2 kg in 3 days';
export const telecareSilence = 'UK telecare practice: a base message every 15 minutes, a warning after 45 minutes of silence';
export const afterDischarge = 'Places watch 28 and 91 days after discharge; at home after 91 days is a national measure';
export const usualLimits =
  'Where none is given: NEWS2 (Royal College of Physicians 2017) for pulse, breathing and temperature; home oximetry of 95, 93 to 94 and 92 %; glucose below 4.0 and 3.0 mmol/L; else ours';
