import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { credential, type EnrolmentResult } from '../gateway/contract/people.ts';
import type { DeviceCredential } from './devices/client.ts';

const credentialsFile = z.object({ homes: z.record(z.string(), z.array(credential)) });

/** The secrets of simulated devices, which the gateway shows only once, in a file that only its owner can read. */
export class CredentialsFile {
  readonly path: string;
  readonly #homes: Map<string, readonly DeviceCredential[]>;

  private constructor(path: string, homes: Map<string, readonly DeviceCredential[]>) {
    this.path = path;
    this.#homes = homes;
  }

  /** Reads the file; one that does not exist is empty. Throws, naming the file, when it is something else. */
  static async open(path: string): Promise<CredentialsFile> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new CredentialsFile(path, new Map());
      throw error;
    }
    try {
      return new CredentialsFile(path, new Map(Object.entries(credentialsFile.parse(JSON.parse(text)).homes)));
    } catch (cause) {
      throw new Error(`${path} is not a file of device credentials`, { cause });
    }
  }

  hasHome(homeId: string): boolean {
    return this.#homes.has(homeId);
  }

  add({ homeId, devices }: EnrolmentResult): void {
    this.#homes.set(homeId, devices);
  }

  /** Adds what a home got after it was enrolled. */
  addDevice(homeId: string, device: DeviceCredential): void {
    this.#homes.set(homeId, [...(this.#homes.get(homeId) ?? []), device]);
  }

  /** All devices by id, in the order of enrolment. */
  get devices(): ReadonlyMap<string, DeviceCredential> {
    return new Map([...this.#homes.values()].flat().map((one) => [one.deviceId, one]));
  }

  /** Written beside and moved into place, so that a stop half-way leaves the old file. */
  async save(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const partial = `${this.path}.partial`;
    await writeFile(partial, `${JSON.stringify({ homes: Object.fromEntries(this.#homes) }, null, 1)}\n`, { mode: 0o600 });
    await rename(partial, this.path);
  }
}
