import { needs, type ServiceInput, serviceInput } from '../../gateway/contract/services.ts';
import { randomFor } from '../random.ts';

type Need = (typeof needs)[number];

/** What such groups are called, and what they say of themselves. The places and people are made up; the numbers are of the range that Ofcom keeps for drama. */
const kinds: Readonly<Record<Need, readonly (readonly [name: string, says: string])[]>> = {
  company: [
    ['Lunch Club', 'A hot meal and company, with a lift for those who need one.'],
    ['Befriending', 'A volunteer calls or visits once a week.'],
  ],
  'hobbies-and-learning': [
    ['Shed', 'Making and mending things together.'],
    ['Choir', 'Singing for everybody; nobody is tested.'],
  ],
  exercise: [
    ['Walking Group', 'An easy walk of half an hour, then tea.'],
    ['Chair Exercises', 'Gentle exercise sitting down.'],
  ],
  falls: [['Steady Steps', 'Strength and balance in twelve weeks.']],
  'food-and-shopping': [
    ['Meals at Home', 'A hot meal brought to the door.'],
    ['Shopping Round', 'Volunteers shop and bring it in.'],
  ],
  transport: [['Car Scheme', 'Lifts to appointments by volunteers.']],
  'money-and-benefits': [['Money Advice', 'Help with benefits, debts and bills.']],
  housing: [['Housing Advice', 'Moving, adapting or keeping a home.']],
  'home-safety-and-repairs': [['Handy Help', 'Small repairs, key safes and grab rails.']],
  'personal-care': [['Home Care', 'Help with washing, dressing and meals.']],
  equipment: [['Equipment Store', 'Aids and wheelchairs on loan.']],
  carers: [
    ['Carers Group', 'Carers meet; somebody sits with the one at home.'],
    ['Sitting Service', 'A few hours off for those who care.'],
  ],
  'memory-and-dementia': [['Memory Café', 'For people with dementia and those who care for them.']],
  bereavement: [['Bereavement Circle', 'Talking with others who have lost somebody.']],
  'mental-wellbeing': [['Talking Space', 'Somebody to talk to about worry and low mood.']],
  'alcohol-and-drugs': [['Recovery Group', 'For those who want to drink less.']],
  nursing: [['Foot Care', 'Nails and feet looked after at home or in the clinic.']],
  medicines: [['Medicine Review', 'A pharmacist goes through your medicines with you.']],
  'hearing-and-sight': [['Hearing Drop-in', 'Batteries, tubes and advice for hearing aids.']],
  digital: [['Online Together', 'Learning to use a tablet or a telephone.']],
  volunteering: [['Helping Hands', 'Give an hour a week to somebody near by.']],
};
const places = [
  'Millbrook',
  'Ashfold',
  'Canal Side',
  'St Hilda’s',
  'Northgate',
  'The Croft',
  'Harrow Lane',
  'Weir Street',
  'Oakbank',
  'Station Road',
];
const districts = ['S60', 'S61', 'S62', 'S63', 'S64', 'S65', 'S66', 'S25', 'S26'];
const hours = [
  { days: ['tue'], from: '10:00', to: '12:00' },
  { days: ['mon', 'wed', 'fri'], from: '09:30', to: '15:00' },
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' },
  { days: ['sat'], from: '11:00', to: '14:00' },
] as const;

/** A made-up neighbourhood of `count` services, the same for the same seed. */
export function generatedServices(count: number, seed = 7): ServiceInput[] {
  const random = randomFor(seed, 'services');
  return Array.from({ length: count }, (_, i) => {
    const need = needs[i % needs.length]!;
    const [kind, says] = random.pick(kinds[need]);
    const district = random.pick(districts);
    const place = random.pick(places);
    const isProfessional = ['nursing', 'falls', 'equipment', 'personal-care', 'medicines'].includes(need);
    return serviceInput.parse({
      sourceId: `N${String(i + 1).padStart(4, '0')}`,
      name: `${place} ${kind}${i >= needs.length ? `, ${district}` : ''}`,
      organisation: `${place} Community Trust`,
      description: says,
      needs: [need],
      words: [kind],
      areas: random.chance(0.3) ? [] : [...new Set([district, random.pick(districts), random.pick(districts)])],
      district,
      address: `${1 + (i % 90)} ${place}, ${district}`,
      minAge: random.chance(0.5) ? random.pick([18, 50, 55, 60, 65]) : null,
      eligibility: random.chance(0.15) ? 'Must be able to come by themselves.' : '',
      opening: random.chance(0.85) ? [random.pick(hours)] : null,
      cost: random.chance(0.8) ? 'free' : 'paid',
      phone: `+441632960${String(i % 1000).padStart(3, '0')}`,
      referral: isProfessional ? 'professional' : random.pick(['self', 'either', 'either']),
      asks: isProfessional
        ? [
            { id: 'mobility', label: 'How do they get about?', required: true },
            { id: 'risks', label: 'What must visitors know?', required: true },
            { id: 'best-time', label: 'Best time to call', required: false },
          ]
        : [],
      capacity: random.chance(0.7) ? random.pick(['open', 'open', 'waiting-list', 'full']) : null,
    });
  });
}
