import type { Pack, PackAgreement } from './pack.ts';

const doses: PackAgreement = {
  template: 'pills',
  asks: [
    { param: 'doses', question: 'When is which medicine due?', example: [{ time: '08:00', medicine: 'morning tablets', critical: true }] },
  ],
};

export const everyone: Pack = {
  id: 'everyone',
  title: 'For everyone',
  sentence: 'Whatever else is agreed or not: a call for help is answered, an alarm in the home is heard, and broken equipment is noticed.',
  for: 'Everybody with equipment at home, also before anything else is agreed',
  source: 'UK telecare practice: every call gets an assessment; known-broken equipment has an owner and a 24-hour clock',
  agreements: [{ template: 'no-plan' }, { template: 'home-hazard' }, { template: 'silent-device' }],
};

export const dementia: Pack = {
  id: 'dementia-at-home',
  title: 'Dementia at home',
  sentence: 'The house keeps an eye on meals, medicine, the night and the front door, speaks first, and calls somebody who knows you.',
  for: 'People with dementia who live at home, alone or with family near',
  source:
    'Published case studies of places; windows and waits are local agreements. The front door needs consent or a best-interest decision',
  agreements: [
    { template: 'no-meal-signs' },
    { template: 'fridge' },
    doses,
    { template: 'dispenser' },
    { template: 'door' },
    { template: 'bed-left' },
    { template: 'night-bathroom' },
    { template: 'inactivity' },
    { template: 'no-return' },
    { template: 'missed-visit' },
    { template: 'fluids' },
    { template: 'fall' },
    { template: 'soft-decline' },
    { template: 'home-hazard' },
    { template: 'cold-home' },
    { template: 'sos' },
    { template: 'silent-device', params: { serious: true } },
  ],
};

export const falls: Pack = {
  id: 'falls',
  title: 'After a fall',
  sentence: 'A fall is noticed even if you cannot press a button; nights and mornings are watched, and your exercises help.',
  for: 'People who fall often or are afraid of falling',
  source: 'NICE guidance on falls (multifactorial assessment, strength and balance exercise); UK telecare practice for the response',
  agreements: [
    { template: 'fall' },
    { template: 'sos' },
    { template: 'inactivity' },
    { template: 'bed-left' },
    { template: 'bed-not-left' },
    { template: 'night-bathroom' },
    { template: 'exercises', params: { listTo: 'the physiotherapist' } },
    { template: 'silent-device', params: { serious: true } },
  ],
};

export const isolation: Pack = {
  id: 'isolation',
  title: 'Quiet weeks',
  sentence: 'If a week is very quiet, somebody who knows you asks how you are. It is never urgent.',
  for: 'People who see few others and would like a word now and then',
  source: 'Social prescribing in places; seven days are a local agreement',
  agreements: [
    { template: 'isolation' },
    { template: 'check-in', params: { askPain: false, tellIfSilent: false } },
    {
      template: 'personal-goal',
      params: { timesPerWeek: 1 },
      asks: [{ param: 'words', question: 'What would you like to do, in your own words?', example: 'go to the lunch club' }],
    },
  ],
};
