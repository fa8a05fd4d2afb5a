import { followDemoHomes } from './circle.ts';
import { lockDemoHomes } from './key-safes.ts';
import { numberDemoContacts } from './numbers.ts';
import { planDemoHomes } from './plan-homes.ts';
import { admitDemoHomes } from './ward.ts';

/** What the demonstration adds to its people as the simulator enrols them. */
export const demoSeeds = [followDemoHomes, planDemoHomes, admitDemoHomes, lockDemoHomes, numberDemoContacts] as const;
