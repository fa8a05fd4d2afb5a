import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeviceCommand } from '../../gateway/contract/messages.ts';
import { connectDevice, type Device } from './device.ts';
import { at, TestGateway } from './gateway.ts';
import { kathleens } from './homes.ts';

const pills = { template: 'pills', params: { doses: [{ time: '08:00', medicine: 'heart tablets' }] } };
const reminder = "It's time for your heart tablets, Kathleen.";

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await TestGateway.start();
});
afterEach(() => gateway.close());

/** The device goes away, as when its plug is pulled. */
async function leaves(id: string): Promise<void> {
  await gateway.device(id).close();
}

async function comesBack(id: string, session: { readonly clean?: boolean } = {}): Promise<Device> {
  const device = await connectDevice(gateway.mqttUrl, gateway.credentials.get(id)!, session);
  gateway.devices.set(id, device);
  return device;
}

/** A device of the same id that keeps its session, and is gone again. */
async function subscribesForGood(id: string): Promise<void> {
  await leaves(id);
  await comesBack(id, { clean: false });
  await leaves(id);
}

/** The first that a device hears is what was said last: nothing was waiting for it. */
async function hearsOnly(device: Device, text: string): Promise<void> {
  const { status } = await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/commands', { deviceId: device.id, text });
  expect(status).toBe(201);
  expect(await device.commands.take(({ type }: DeviceCommand) => type !== 'cancel')).toMatchObject({ text });
}

describe('a reminder for a dispenser that is away', () => {
  it('is spoken when it is back', async () => {
    await gateway.enrol(kathleens([pills]));
    await leaves('dispenser');
    await gateway.until(at('08:10'));
    expect(await (await comesBack('dispenser')).commands.take()).toMatchObject({ text: reminder });
  });

  it.each([
    ['with a session that the broker has kept', { clean: false }],
    ['with a new session', { clean: true }],
  ])('is not spoken once the dose was given, %s', async (_, session) => {
    await gateway.enrol(kathleens([pills]));
    await subscribesForGood('dispenser');
    await gateway.until(at('08:05'));
    const given = await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/observations', {
      kind: 'dose',
      value: 'given-by-carer',
    });
    expect(given.status).toBe(201);
    await gateway.until(at('08:10'));
    await hearsOnly(await comesBack('dispenser', session), 'Hello again.');
  });

  it('is not spoken after its time', async () => {
    await gateway.enrol(kathleens([{ ...pills, params: { ...pills.params, raiseAfter: 'PT2H' } }]));
    await subscribesForGood('dispenser');
    await gateway.until(at('08:30'));
    await hearsOnly(await comesBack('dispenser', { clean: false }), 'Hello again.');
  });

  it('is spoken once, also by a gateway that was started meanwhile, and not when the dose was given before', async () => {
    await gateway.enrol(kathleens([pills]));
    await leaves('dispenser');
    await gateway.until(at('08:02'));
    await gateway.restart();
    const dispenser = await comesBack('dispenser');
    expect(await dispenser.commands.take()).toMatchObject({ text: reminder });
    await leaves('dispenser');
    await gateway.restart();
    await hearsOnly(await comesBack('dispenser'), 'Hello again.');
  });
});

it('somebody is spoken to in their language, loud enough for them; a device without a voice is told nothing of how to speak', async () => {
  await gateway.enrol(kathleens([pills]));
  await gateway.ask('coordinator', 'PUT', '/api/patients/kathleen/speech', { language: 'pl', hardOfHearing: true });
  await gateway.until(at('08:00'));
  const spoken = await gateway.device('dispenser').commands.take();
  expect(spoken).toMatchObject({ text: 'Kathleen, czas na leki: heart tablets.', language: 'pl', volume: 90 });
  await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/commands', { deviceId: 'cuff', text: 'Hello.' });
  const shown = await gateway.device('cuff').commands.take();
  expect(Object.keys(shown).sort()).toEqual(['expiresAt', 'id', 'language', 'text', 'type']);
});

describe('words of an alert that no device can speak', () => {
  it('are asked of every device for a minute, then move the ladder on, and are not spoken by one that comes back when it is over', async () => {
    await gateway.enrol(kathleens([{ template: 'fridge' }]));
    const speaking = ['fridge', 'cuff', 'dispenser', 'speaker'];
    for (const id of speaking) await leaves(id);
    await gateway.until(at('10:08'));
    expect((await gateway.letters.take()).to).toBe('maureen@example.org');
    const eaten = await gateway.ask('coordinator', 'POST', '/api/patients/kathleen/observations', { kind: 'meal', value: 'eaten' });
    expect(eaten.status).toBe(201);
    await gateway.until(at('10:09'));
    for (const id of speaking) await hearsOnly(await comesBack(id), `Hello, ${id}.`);
  });
});
