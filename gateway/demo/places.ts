import { localityInput } from '../contract/people.ts';
import { addLocality, listLocalities } from '../store/localities.ts';
import type { Write } from '../store/write.ts';

/** The borough of the demonstration: places, and in each the localities in which the simulator's homes are (device-sim/homes/words.ts). */
const places = [
  { id: 'demo-north', name: 'North Place', localities: ['Millbrook', 'Hilltop', 'Old Forge'] },
  { id: 'demo-south', name: 'South Place', localities: ['Canal Side', 'Parkgate West', 'Station Road', 'Riverside'] },
] as const;

/** Puts the places of the demonstration into a database that knows none; the homes are enrolled into them by name. */
export async function seedDemoPlaces(tx: Write): Promise<void> {
  if ((await listLocalities(tx.db)).length > 0) return;
  for (const { localities, ...place } of places) {
    await addLocality(tx, localityInput.parse({ ...place, kind: 'place' }));
    for (const name of localities) await addLocality(tx, localityInput.parse({ kind: 'locality', name, parentId: place.id }));
  }
}
