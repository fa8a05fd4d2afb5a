import { lone } from './lone.ts';
import { reads } from './story.ts';

const nurseFirst = {
  steps: [
    {
      level: 'agency' as const,
      wait: 'PT1H',
      message: "For the home's nurse: {name} has drunk little and has a fever. Please look today.",
    },
    { level: 'coordination' as const, wait: 'PT2H', message: 'For the liaison nurse: {name} is not well, and the home has not answered.' },
  ],
  okClears: false,
};

/** Cora lives in a care home, whose carers enter what she drinks and her temperature. */
export const cora = (prefix: string) =>
  lone(prefix, {
    id: 'cora',
    place: 19,
    name: ['Cora', 'Finch'],
    birthDate: '1935-03-17',
    summary: 'Lives at Beech Grove care home. Its nurse is asked first, then the liaison nurse.',
    contact: ['Helen Finch', 'niece'],
    clinician: 'Sister Okafor',
    scenarios: [{ template: 'infection-signs', plan: nurseFirst }, { template: 'sos' }],
    habits: {
      daily: [
        ...['08:15', '10:15', '12:15', '15:15', '18:15', '20:15'].map(
          (at) => ({ at, role: 'app', kind: 'fluid-intake', value: { usual: 230, spread: 30, decimals: 0 } }) as const,
        ),
        { at: '09:15', role: 'app', kind: 'body-temperature', value: { usual: 36.7, spread: 0.3, decimals: 1 } },
      ],
    },
    incidents: [
      { day: 9, without: ['10:15', '15:15', '18:15'] },
      { day: 10, without: ['09:15', '10:15'], also: [reads('09:15', 'app', 'body-temperature', 38.4)] },
    ],
    own: { app: "Carers' tablet", 'sos-button': 'Bell' },
  });
