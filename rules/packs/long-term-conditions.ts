import { type Pack, packStep } from './pack.ts';

const wardTeam = (what: string) => ({
  steps: [
    packStep('patient', 30, `{name}, please follow your self-care card for ${what} and measure again when you have rested.`),
    packStep('agency', 30, `For the ward team: {name}'s ${what} needs a look. Please ring.`),
    packStep('coordination', 60, `{name}'s ${what} needs a look and the ward team has not answered. Please ring.`),
    packStep('rapid-response', 60, `{name}'s ${what} needs a look and nobody has got through. Please visit.`),
  ],
  familyHolds: false,
  okClears: false,
});

export const virtualWard: Pack = {
  id: 'virtual-ward',
  title: 'Virtual ward',
  sentence: 'You measure at home as you would on a ward. If the score or one value is not right, your own ward team hears of it first.',
  for: 'People in a hospital-at-home bed, with oximeter, cuff, thermometer and daily questions',
  source:
    'NEWS2, Royal College of Physicians 2017; oximetry limits for people at home of the NHS COVID oximetry pathway (95, 93 to 94, 92 %)',
  agreements: [
    { template: 'news2' },
    {
      template: 'vital-limit',
      params: {
        kind: 'oxygen-saturation',
        below: 92,
        warnBelow: 94,
        selfCareMessage: 'Your oxygen is lower than usual, {name}. Please sit up, follow your self-care card, and measure again.',
      },
      plan: wardTeam('oxygen level'),
    },
    { template: 'trend', params: { kind: 'oxygen-saturation' } },
    { template: 'check-in' },
    { template: 'reading-expected', params: { kind: 'oxygen-saturation', missedDays: 1, firstWithin: 'PT12H' } },
    { template: 'silent-device', params: { serious: true } },
    { template: 'sos' },
  ],
};

export const heartFailure: Pack = {
  id: 'heart-failure',
  title: 'Heart failure at home',
  sentence: 'You weigh yourself every morning. If your weight goes up quickly, your heart failure nurse rings you the same day.',
  for: 'People with heart failure and scales of their own',
  source: 'More than 2 kg in 3 days: heart failure self-care advice (ESC, NICE NG106); blood pressure limits after NICE NG136',
  agreements: [
    { template: 'weight-gain' },
    { template: 'reading-expected', params: { kind: 'body-weight', window: { from: '00:00', to: '11:00' }, missedDays: 2 } },
    { template: 'blood-pressure' },
    { template: 'vital-limit', params: { kind: 'heart-rate' } },
    { template: 'trend', params: { kind: 'body-weight' } },
    { template: 'sos' },
  ],
};

export const copd: Pack = {
  id: 'copd',
  title: 'COPD at home',
  sentence: 'You measure your oxygen every day against the range that was prescribed for you. If it drifts, your team hears of it early.',
  for: 'People with COPD, who have a prescribed saturation of 88 to 92 %',
  source: 'Target 88 to 92 % and NEWS2 scale 2: British Thoracic Society; Royal College of Physicians 2017',
  agreements: [
    {
      template: 'news2',
      params: { scale: 2 },
      asks: [{ param: 'scale2AuthorisedBy', question: 'Which clinician authorised scale 2?', example: 'Dr Amin' }],
    },
    {
      template: 'vital-limit',
      params: { kind: 'oxygen-saturation', below: 85, warnBelow: 87, graveBelow: 83 },
      plan: wardTeam('oxygen level'),
    },
    { template: 'trend', params: { kind: 'oxygen-saturation' } },
    { template: 'reading-expected', params: { kind: 'oxygen-saturation', missedDays: 2 } },
    { template: 'check-in', params: { askPain: false } },
    { template: 'sos' },
  ],
};

export const diabetes: Pack = {
  id: 'diabetes-ok-to-stay',
  title: 'Diabetes: OK to stay',
  sentence:
    'You know your diabetes best. When your sugar is low you treat it by your own plan; we ask again, then a friend, then the centre, who read your plan first.',
  for: 'People who manage their diabetes themselves and have an "OK to stay" plan',
  source: 'Hypoglycaemia below 4.0 mmol/L, grave below 3.0: Diabetes UK; Joint British Diabetes Societies',
  agreements: [{ template: 'glucose' }, { template: 'reading-expected', params: { kind: 'glucose', missedDays: 2 } }, { template: 'sos' }],
};

export const goals: Pack = {
  id: 'goals',
  title: 'Goals of your own',
  sentence: 'You choose what you want to do. We encourage you; nobody else is told unless you want that.',
  for: 'People who take their health into their own hands, with a pedometer or a cuff',
  source: 'The person; blood pressure taken again before it counts, NICE NG136',
  agreements: [
    { template: 'steps-goal' },
    {
      template: 'personal-goal',
      asks: [{ param: 'words', question: 'What would you like to do, in your own words?', example: 'walk to the church and back' }],
    },
    { template: 'reading-expected', params: { kind: 'blood-pressure' } },
    { template: 'blood-pressure', params: { repeatWithin: 'PT10M' } },
  ],
};
