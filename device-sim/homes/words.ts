/** Words from which further homes are made up. No place and no person of these names is meant. */
export const localities = ['Millbrook', 'Canal Side', 'Hilltop', 'Old Forge', 'Parkgate West', 'Station Road', 'Riverside'] as const;

/** Districts that the made-up services serve, with ends that no street has. */
const postcodes: Readonly<Record<string, string>> = {
  Millbrook: 'S60 9ZZ',
  'Canal Side': 'S61 9ZZ',
  Hilltop: 'S62 9ZZ',
  'Old Forge': 'S63 9ZZ',
  'Parkgate West': 'S64 9ZZ',
  'Station Road': 'S65 9ZZ',
  Riverside: 'S66 9ZZ',
};

/** An address in one of `localities` with its postcode. */
export function withPostcode(address: string, locality: string): string {
  const postcode = postcodes[locality];
  return postcode === undefined ? address : `${address}, ${postcode}`;
}

export const streets = [
  'Orchard Street',
  'Chapel Terrace',
  'Weavers Row',
  'Lock Lane',
  'Church Walk',
  'Colliers Way',
  'Meadow Rise',
  'Foundry Street',
  'Beech Grove',
  'Spring Gardens',
] as const;

export const givenNames = {
  women: ['Margaret', 'Dorothy', 'Jean', 'Audrey', 'Sheila', 'Brenda', 'Shirley', 'Nasreen', 'Grace', 'Irena'],
  men: ['Ronald', 'Derek', 'Kenneth', 'Gordon', 'Raymond', 'Harold', 'Mohammed', 'Winston', 'Stanley', 'Dennis'],
} as const;

/** Of the generation below. */
export const youngerNames = {
  women: ['Julie', 'Tracey', 'Aisha', 'Karen', 'Joanne', 'Ewa', 'Michelle', 'Denise'],
  men: ['Andrew', 'Imran', 'Mark', 'Leroy', 'Stephen', 'Tomasz', 'Gary', 'Neil'],
} as const;

export const relationships = {
  women: ['daughter', 'niece', 'granddaughter', 'friend', 'neighbour'],
  men: ['son', 'nephew', 'grandson', 'friend', 'neighbour'],
} as const;

export const familyNames = [
  'Barker',
  'Crossley',
  'Dyson',
  'Firth',
  'Greaves',
  'Hussain',
  'Jagger',
  'Kaye',
  'Lister',
  'Mahmood',
  'Naylor',
  'Oldfield',
  'Parkin',
  'Rawson',
  'Senior',
  'Thewlis',
  'Utley',
  'Vickers',
  'Wadsworth',
  'Campbell',
] as const;

export const clinicians = ['Dr Amin', 'Dr Whitfield', 'Sister Okafor', 'Nurse Kowalska'] as const;

export const summaries = [
  'Heart failure. Lives alone.',
  'COPD, uses inhalers. Lives alone; the stairs are hard.',
  'Type 2 diabetes, poor sight. Lives alone.',
  'Parkinson’s disease, slow to the door. Lives alone.',
  'Recovering from a hip fracture. Lives alone, walks with a frame.',
  'Early dementia. Lives alone, sees family at weekends.',
  'Stroke two years ago, weak right side. Lives alone.',
  'Arthritis, frequent falls. Lives alone.',
] as const;
