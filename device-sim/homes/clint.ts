import { lone } from './lone.ts';
import { eats, heedsNothing } from './story.ts';

/** Clint's family writes his rules: breakfast before nine, and his daughter before anybody else. */
export const clint = (prefix: string) =>
  lone(prefix, {
    id: 'clint',
    place: 18,
    name: ['Clint', 'Avery'],
    birthDate: '1939-08-05',
    summary: 'Early dementia. His family has written what is to be noticed; they ask to be rung first.',
    contact: ['Dawn Avery', 'daughter'],
    clinician: 'Dr Amin',
    scenarios: [
      {
        template: 'fridge',
        params: { window: { from: '06:30', to: '09:00' } },
        plan: {
          steps: [
            { level: 'family', wait: 'PT45M', message: "{name} has not been at the fridge by nine. We'll ring him." },
            { level: 'coordination', wait: 'PT1H', message: '{name} may not have eaten, and his family has not answered. Please ring.' },
          ],
        },
      },
      { template: 'sos' },
      { template: 'silent-device' },
    ],
    habits: { breakfast: '07:50' },
    incidents: [
      { day: 5, chances: { skipsBreakfast: 1, ...heedsNothing }, also: eats('09:30') },
      {
        day: 6,
        desk: [
          {
            at: '19:00',
            what: {
              type: 'pause',
              template: 'fridge',
              until: { days: 2, at: '12:00' },
              reason: 'His family: he is with us over the weekend',
            },
          },
        ],
      },
      { day: 7, away: true },
      { day: 8, chances: { skipsBreakfast: 1, ...heedsNothing } },
      { day: 10, chances: { skipsBreakfast: 1, ...heedsNothing } },
      { day: 12, chances: { skipsBreakfast: 1, ...heedsNothing }, also: eats('09:30') },
    ],
    own: { fridge: 'Fridge', 'front-door': 'Front door', motion: 'Hall movement', 'sos-button': 'Pendant', speaker: 'Speaker' },
  });
