import { z } from 'zod';
import { contactInput, scenarioInput } from '../../gateway/contract/people.ts';
import { catalogue, type DeviceRole } from '../devices/catalogue.ts';
import { faultNames } from '../faults.ts';
import { dialectNames } from '../homes/in-dialects.ts';
import { type Action, parseAction } from './actions.ts';
import { type Expectation, parseExpectation } from './expectations.ts';
import { type Fault, readSource } from './source.ts';
import { parseWhen, takeWhen, type When } from './when.ts';

const roles = Object.keys(catalogue) as [DeviceRole, ...DeviceRole[]];
const devices = z.partialRecord(z.enum(roles), z.string().trim().min(1).max(60)).default({});

const person = z.strictObject({
  name: z
    .string()
    .trim()
    .regex(/^\S+ \S.*$/, 'is not a given name and a family name'),
  contacts: z.array(contactInput.omit({ id: true }).partial({ order: true, mayBeTold: true })).default([]),
  agreements: z.array(scenarioInput.omit({ id: true, status: true })).default([]),
  devices,
});

/** Traffic as `sim record` writes it down: each message is sent again by the device or hub that said it. */
const recorded = z
  .strictObject({
    from: z.iso.datetime(),
    devices: z.record(z.string().regex(/^[a-z0-9-]{1,40}$/), z.enum(roles)),
    messages: z
      .array(
        z.strictObject({
          afterMs: z.number().min(0),
          device: z.string(),
          topic: z.string().min(1).max(400),
          payload: z.string().max(2_000_000),
          retain: z.boolean().default(false),
        }),
      )
      .max(100_000),
  })
  .refine(({ devices, messages }) => messages.every(({ device }) => device in devices), {
    message: 'a message is of a device that is not listed',
  });

const scenarioFile = z.strictObject({
  name: z.string().trim().min(1).max(60),
  dialects: z.array(z.enum(dialectNames)).default([]),
  faults: z.array(z.enum(faultNames)).default([]),
  people: z.array(person).min(1).max(8),
  devices,
  timeline: z.array(z.string()).default([]),
  expect: z.array(z.string()).default([]),
  until: z.string(),
  recorded: recorded.optional(),
});

export type ScenarioFile = z.output<typeof scenarioFile>;

/** One line of the time line. */
export interface TimedAction {
  readonly when: When;
  /** Name of the device. */
  readonly device: string;
  readonly action: Action;
}

/** A scenario as it was read: who lives there, what happens, and what must come of it. */
export interface Script {
  readonly file: ScenarioFile;
  readonly timeline: readonly TimedAction[];
  readonly expectations: readonly Expectation[];
  readonly until: When;
}

export const givenName = ({ name }: { readonly name: string }): string => name.split(' ')[0]!;

/** Reads a scenario in YAML or JSON: the script, or everything that is wrong with it, in the order of the lines. */
export function readScript(text: string): Script | readonly Fault[] {
  const source = readSource(text);
  if (!('value' in source)) return source;
  const parsed = scenarioFile.safeParse(source.value);
  if (!parsed.success)
    return inOrder(
      parsed.error.issues.map(({ path, message, code, ...rest }) => {
        const at = path as (string | number)[];
        const unknown = code === 'unrecognized_keys' ? (rest as { keys: readonly string[] }).keys[0] : undefined;
        const place = unknown === undefined ? at : [...at, unknown];
        return { line: source.lineOf(place), message: `${place.join('.') || 'file'}: ${unknown === undefined ? message : 'is not known'}` };
      }),
    );
  const file = parsed.data;
  const faults: Fault[] = [];
  const attempt = <T>(path: readonly (string | number)[], read: () => T): readonly T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push({ line: source.lineOf(path), message: `${path.join('.')}: ${error.message}` });
      return [];
    }
  };
  const named = attempt(['devices'], () => devicesOf(file))[0] ?? [];
  const timeline = file.timeline.flatMap((line, i) => attempt(['timeline', i], () => timedAction(line, named)));
  const people = file.people.map(givenName);
  const deviceOf = (words: string) => takeDevice(words, named).device.name;
  const expectations = file.expect.flatMap((line, i) => attempt(['expect', i], () => parseExpectation(line, { people, deviceOf })));
  const until = attempt(['until'], () => parseWhen(file.until))[0];
  return faults.length > 0 || until === undefined ? inOrder(faults) : { file, timeline, expectations, until };
}

const inOrder = (faults: readonly Fault[]) => faults.toSorted((a, b) => a.line - b.line);

interface NamedDevice {
  readonly name: string;
  readonly role: DeviceRole;
}

/** Every device by its name; a role is a name as well where only one device has it. */
function devicesOf(file: ScenarioFile): readonly NamedDevice[] {
  const all = [file.devices, ...file.people.map((one) => one.devices)].flatMap((some) => Object.entries(some) as [DeviceRole, string][]);
  const names = all.map(([, name]) => name.toLowerCase());
  const twice = all.find(([, name], i) => names.indexOf(name.toLowerCase()) !== i);
  if (twice) throw new RangeError(`two devices are called ${twice[1]}`);
  return all.map(([role, name]) => ({ name, role }));
}

/** Takes the longest name of a device from the beginning of some words. */
function takeDevice(words: string, devices: readonly NamedDevice[]): { readonly device: NamedDevice; readonly rest: string } {
  const begins = (name: string) => `${words} `.toLowerCase().startsWith(`${name.toLowerCase()} `);
  const candidates = devices.flatMap((device) => {
    const isOnly = devices.filter(({ role }) => role === device.role).length === 1;
    return [device.name, ...(isOnly ? [device.role] : [])].filter(begins).map((said) => ({ device, said }));
  });
  const found = candidates.sort((a, b) => b.said.length - a.said.length)[0];
  if (!found) throw new RangeError(`"${words}" begins with no device; there are ${devices.map(({ name }) => name).join(', ') || 'none'}`);
  return { device: found.device, rest: words.slice(found.said.length).trim() };
}

function timedAction(line: string, devices: readonly NamedDevice[]): TimedAction {
  const { when, rest } = takeWhen(line.trim());
  const { device, rest: words } = takeDevice(rest, devices);
  return { when, device: device.name, action: parseAction(device.role, words) };
}
