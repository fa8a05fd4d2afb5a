import type { CredentialsFile } from './credentials.ts';
import { enrolHome, type Session } from './enrol.ts';
import type { SimHome } from './homes/home.ts';
import { pairPhone, registerApp } from './phone/pairing.ts';

export interface EnrolMissingOptions {
  readonly homes: readonly SimHome[];
  readonly file: CredentialsFile;
  /** Signs in, when somebody has to enrol something. */
  readonly session: (missing: number) => Promise<Session>;
  readonly progress?: (enrolled: number, missing: number) => void;
}

/** Enrols the homes that the file does not know, pairs their telephones, and writes the file. Throws with the gateway's reason. */
export async function enrolMissing({ homes, file, session: signIn, progress }: EnrolMissingOptions): Promise<void> {
  for (const home of homes) if (file.hasHome(home.id)) mustBeTheSame(home, file);
  const missing = homes.filter((home) => !file.hasHome(home.id));
  const unpaired = homes
    .flatMap(({ id, phones = [] }) => phones.map((phone) => ({ homeId: id, ...phone })))
    .filter(({ id }) => !file.devices.has(id));
  if (missing.length + unpaired.length === 0) return;
  const session = await signIn(missing.length);
  let enrolled = 0;
  try {
    for (const home of missing) {
      file.add(await enrolHome(session, home.enrolment));
      progress?.(++enrolled, missing.length);
    }
    if (unpaired.length > 0) await registerApp(session);
    for (const { homeId, patientId, id } of unpaired) file.addDevice(homeId, await pairPhone(session, homeId, patientId, id));
  } finally {
    await file.save();
  }
}

/** What a bridge hears has no credential of its own: a home cannot be lived in by other dialects than it was enrolled for. */
function mustBeTheSame({ id, enrolment, mappings = [] }: SimHome, { devices }: CredentialsFile): void {
  const isSame = enrolment.devices.every((one) => devices.has(one.id!)) && !mappings.some((mapping) => devices.has(mapping.id!));
  if (!isSame) throw new Error(`home ${id} was enrolled with other devices or dialects; use --prefix for a second set of homes`);
}
