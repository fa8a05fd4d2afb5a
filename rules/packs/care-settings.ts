import { type Pack, type PackAgreement, packStep } from './pack.ts';

export const dischargeHome: Pack = {
  id: 'discharge-home',
  title: 'Home from hospital',
  sentence:
    'From the first day at home we hear from you every day; after four and after thirteen weeks somebody looks with you how it went.',
  for: 'People who come home from hospital with a kit, from the same day on',
  source: 'Places watch 28 and 91 days after discharge; still at home after 91 days is a national measure',
  agreements: [
    { template: 'discharge-watch', asks: [{ param: 'dischargedOn', question: 'Which day did you come home?', example: '2026-03-02' }] },
    { template: 'check-in' },
    { template: 'missed-visit' },
    { template: 'fall' },
    { template: 'sos' },
    { template: 'silent-device', params: { serious: true } },
  ],
};

/** Nobody is sent to hospital against the plan: the ladder ends with people who know it. */
const withPlan = (what: string) => ({
  steps: [
    packStep('coordination', 5, `${what} Open {name}'s end-of-life plan first, then speak to {name}. No 999: the plan says so.`),
    packStep('family', 5, `${what} The care centre has been told and knows the plan.`),
    packStep('agency', 15, `${what} For the palliative nurses: please ring or go, by {name}'s plan.`),
    packStep('rapid-response', 30, `${what} Nobody has got through. Please go, by {name}'s plan; comfort first.`),
  ],
  familyHolds: true,
  okClears: false,
});

export const endOfLife: Pack = {
  id: 'end-of-life',
  title: 'End of life at home',
  sentence: 'You wish to stay at home. Whoever is called reads your plan first, and 999 is not called.',
  for: 'People whose plan for the end of life says that they stay at home',
  source: 'The person and their plan (ReSPECT or advance care plan); never agreed without one',
  agreements: [
    { template: 'sos', plan: withPlan('{name} has called for help.') },
    { template: 'fall', plan: withPlan('{name} may have fallen.') },
    {
      template: 'check-in',
      params: { painAtLeast: 4, painUpBy: 2 },
      plan: withPlan('{name} has pain or is not well.'),
      severity: 'moderate',
    },
    { template: 'missed-visit' },
    { template: 'silent-device', params: { serious: true } },
  ],
};

export const homeIv: Pack = {
  id: 'home-iv',
  title: 'Infusions at home',
  sentence: 'Your infusions and the nurse’s visits are watched; a fever is a matter for the same hour.',
  for: 'People who get antibiotics or other infusions at home',
  source: 'British Society for Antimicrobial Chemotherapy, OPAT good practice; fever from 38.0 °C',
  agreements: [
    { template: 'home-iv', asks: [{ param: 'until', question: 'Which is the last day of the course?', example: '2026-03-16' }] },
    { template: 'reading-expected', params: { kind: 'body-temperature', missedDays: 1, firstWithin: 'PT12H' } },
    { template: 'sos' },
  ],
};

const homesNurse = (what: string): PackAgreement['plan'] => ({
  steps: [
    packStep('agency', 60, `For the home's nurse: {name} ${what}. Please look today.`),
    packStep('coordination', 120, `For the liaison nurse: {name} ${what}, and the home has not answered. Please ring the home.`),
  ],
  familyHolds: false,
  okClears: false,
});

export const careHome: Pack = {
  id: 'care-home-resident',
  title: 'Living in a care home',
  sentence: 'Little to drink and a fever are noticed together, and the home’s own nurse looks first.',
  for: 'Residents of care homes, whose carers enter drinks and measurements',
  source: 'Published case studies of places; limits of temperature as in NEWS2',
  agreements: [
    { template: 'infection-signs', plan: homesNurse('has drunk little and has a fever') },
    { template: 'fluids', plan: homesNurse('has drunk little') },
    { template: 'weight-gain', plan: homesNurse('has gained weight quickly') },
  ],
};

export const frequentCaller: Pack = {
  id: 'frequent-caller',
  title: 'Many calls',
  sentence: 'When you call often, one person who knows you hears of all of it. A call for help is still answered like any other.',
  for: 'People who call 999, 111, the practice or the centre again and again',
  source: 'NHS England, guidance on high intensity use; three calls in 24 hours are a local agreement',
  agreements: [
    {
      template: 'repeated-calls',
      asks: [{ param: 'coordinator', question: 'Who knows the person and is to hear of it?', example: 'Sam Patel, social prescriber' }],
    },
    { template: 'sos' },
    { template: 'check-in', params: { askPain: false } },
  ],
};
