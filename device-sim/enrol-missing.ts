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
  if (missing.length === 0) return;
  const session = await signIn(missing.length);
  if (missing.some(({ phones = [] }) => phones.length > 0)) await registerApp(session);
  let enrolled = 0;
  try {
    for (const home of missing) {
      const result = await enrolHome(session, home.enrolment);
      const phones = [];
      for (const { id, patientId } of home.phones ?? []) phones.push(await pairPhone(session, home.id, patientId, id));
      file.add({ ...result, devices: [...result.devices, ...phones] });
      enrolled++;
      progress?.(enrolled, missing.length);
    }
  } finally {
    if (enrolled > 0) await file.save();
  }
}

/** What a bridge hears has no credential, and a telephone has one: a home cannot be enrolled for other dialects than it was. */
function mustBeTheSame({ id, enrolment, phones = [], mappings = [] }: SimHome, { devices }: CredentialsFile): void {
  const needed = [...enrolment.devices, ...phones].every((one) => devices.has(one.id!));
  if (!needed || mappings.some((mapping) => devices.has(mapping.id!)))
    throw new Error(`home ${id} was enrolled with other devices or dialects; use --prefix for a second set of homes`);
}
