import { z } from 'zod';
import {
  type AppView,
  appCredential,
  appCredentialLine,
  appView,
  type ClaimCodeLine,
  claimCodeLine,
  claimCodeView,
} from '../../../gateway/contract/apps.ts';
import { type HomeKit, homeInstaller, homeKit, type KitDevice } from '../../../gateway/contract/home-kit.ts';
import { type FoundDevice, foundDevice, mappedDevice } from '../../../gateway/contract/hubs.ts';
import { credential } from '../../../gateway/contract/people.ts';
import type { ContractServer } from './contract-server.ts';
import { aPatient, at } from './fixtures.ts';

const nothing = z.null();

/** What stands in a home of a test; answers show it as it is when they are asked for. */
export interface KitWorld {
  kit: HomeKit;
  found: FoundDevice[];
  codes: ClaimCodeLine[];
  apps: AppView[];
}

const contact = (value: boolean): FoundDevice['properties'] => [
  { name: 'contact', value, unit: null, reading: { kind: 'contact', value: value ? 'closed' : 'open', unit: null } },
  { name: 'battery', value: 97, unit: null, reading: { kind: 'battery', value: 97, unit: '%' } },
  { name: 'linkquality', value: 118, unit: null, reading: null },
];

function aFoundDevice(now: number, nativeId: string, name: string, more: Partial<FoundDevice> = {}): FoundDevice {
  const heard = { foundAt: at(now, -30), lastHeardAt: at(now, -1), messages: 2, likelyGhost: false } as const;
  const what = { dialect: 'zigbee2mqtt', make: 'Aqara', model: 'MCCGQ11LM', likelyKind: 'door', properties: contact(false) } as const;
  return { hubId: 'hub', nativeId, name, ...heard, ...what, properties: [...what.properties], ignored: null, ...more };
}

/** A home with a hub, what is behind it, and everything that the page can be asked about it. */
export function aHomeWithAHub(server: ContractServer, now: number): KitWorld {
  const joan = aPatient(now);
  const own = { certificateSha256: null, appId: null, lastTest: null };
  const [fridge, , dispenser] = joan.devices.map((device): KitDevice => ({ ...device, ...own }));
  const hub: KitDevice = { ...fridge!, id: 'hub', kind: 'hub', name: 'Hub in the hall', room: null, certificateSha256: 'ab'.repeat(32) };
  const app: KitDevice = { ...fridge!, id: 'dev-app', kind: 'app', name: 'Steady BP', patientId: 'joan', appId: 'steady' };
  const kit: HomeKit = {
    homeId: 'home-joan',
    brokerUrl: 'mqtts://hearthline.example.org:8883',
    address: joan.address,
    patients: [{ id: 'joan', name: joan.name }],
    devices: [hub, { ...fridge!, hubId: 'hub', room: 'kitchen' }, dispenser!, app],
    hasKeySafeCode: false,
  };
  const code = { patientName: null, madeBy: 'Ada Finch', secondsLeft: 0, claimedBy: null } as const;
  const world: KitWorld = {
    kit,
    found: [
      aFoundDevice(now, '0x01', 'kitchen/back door'),
      aFoundDevice(now, '0x02', 'ghost', { likelyGhost: true, messages: 1, lastHeardAt: at(now, -90) }),
      aFoundDevice(now, '0x03', 'hall', { lastHeardAt: null, messages: 0, properties: [], likelyKind: null, make: '', model: '' }),
      aFoundDevice(now, '0x04', 'next door', { ignored: { reason: 'The neighbour’s', by: 'Ada Finch', at: at(now, -20) } }),
    ],
    codes: [
      { ...code, id: '2', state: 'expired', expiresAt: at(now, -10) },
      {
        ...code,
        id: '1',
        state: 'claimed',
        expiresAt: at(now, -60),
        claimedBy: { deviceId: 'hub', name: 'Hub in the hall', at: at(now, -80) },
      },
    ],
    apps: [
      {
        id: 'steady',
        name: 'Steady BP',
        maker: 'Steady Ltd',
        patients: 1,
        versions: [
          { version: '2.1.0', status: 'approved', reason: 'DTAC of 3 January 2026', decidedBy: 'Ada Finch', decidedAt: at(now, -9_000) },
          { version: '2.0.0', status: 'withdrawn', reason: 'Doubles every reading', decidedBy: 'admin', decidedAt: at(now, -9_100) },
        ],
      },
      { id: 'pulse', name: 'Pulse', maker: '', patients: 0, versions: [] },
    ],
  };
  server.world.patients = [joan];
  server.world.me = { ...server.world.me, role: 'administrator' };
  const home = '/api/homes/home-joan';
  const given: z.infer<typeof credential> = { deviceId: 'dev-1', username: 'dev-1', secret: 'a-secret-that-is-shown-once' };
  server.answer(`GET ${home}/kit`, homeKit, () => world.kit);
  server.answer(`GET ${home}/found-devices`, foundDevice.array(), () => world.found);
  server.answer(`GET ${home}/installers`, homeInstaller.array(), () => []);
  server.answer(`GET ${home}/claim-codes`, claimCodeLine.array(), () => world.codes);
  server.answer(`POST ${home}/found-devices/map`, mappedDevice, () => {
    world.found = world.found.filter(({ nativeId }) => nativeId !== '0x01');
    return { deviceId: 'dev-door', replayed: 3 };
  });
  const changes = (nativeId: string, ignored: FoundDevice['ignored']) => () => {
    world.found = world.found.map((one) => (one.nativeId === nativeId ? { ...one, ignored } : one));
    return null;
  };
  server.answer(`POST ${home}/found-devices/ignore`, nothing, changes('0x02', { reason: 'Noise', by: 'Ada Finch', at: at(now, 0) }));
  server.answer(`POST ${home}/found-devices/heed`, nothing, changes('0x04', null));
  server.answer(`POST ${home}/claim-codes`, claimCodeView, () => {
    const expiresAt = at(now, 30);
    world.codes = [{ ...code, id: '3', state: 'waiting', secondsLeft: 1_800, expiresAt }, ...world.codes];
    return { id: '3', code: 'K7QM-2XWD', expiresAt, secondsLeft: 1_800, url: 'https://hearthline.example.org/api/claims#K7QM-2XWD', qrSvg };
  });
  server.answer(`DELETE ${home}/claim-codes/3`, nothing, () => {
    world.codes = world.codes.map((line) => (line.id === '3' ? { ...line, state: 'withdrawn' } : line));
    return null;
  });
  server.answer(`PUT ${home}/key-safe`, nothing, () => {
    world.kit = { ...world.kit, hasKeySafeCode: true };
    return null;
  });
  server.answer('POST /api/devices', credential, () => given);
  for (const id of ['hub', 'dispenser']) {
    server.answer(`POST /api/devices/${id}/rotate`, credential, () => ({ ...given, deviceId: id, username: id }));
    server.answer(`POST /api/devices/${id}/reissue`, credential, () => given);
    server.answer(`PUT /api/devices/${id}/certificate`, nothing, () => null);
    server.answer(`DELETE /api/devices/${id}/certificate`, nothing, () => null);
  }
  for (const id of ['dev-door', 'hub', 'dev-app']) server.answer(`POST /api/devices/${id}/revoke`, nothing, () => null);
  server.answer('GET /api/apps', appView.array(), () => world.apps);
  const people = [{ deviceId: 'dev-app', patientId: 'joan', patientName: joan.name, since: at(now, -5_000), lastHeardAt: at(now, -50) }];
  server.answer('GET /api/apps/steady/credentials', appCredentialLine.array(), () => people);
  server.answer('GET /api/apps/pulse/credentials', appCredentialLine.array(), () => []);
  server.answer('POST /api/apps', nothing, () => null);
  server.answer('POST /api/apps/steady/approve', nothing, () => null);
  server.answer('POST /api/apps/steady/withdraw', nothing, () => null);
  server.answer('POST /api/apps/steady/credentials', appCredential, () => ({ deviceId: 'dev-app', token: 'dev-app.a-token' }));
  return world;
}

/** Five modules by five: enough to be drawn. */
const qrSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 5 5" shape-rendering="crispEdges"><path fill="#ffffff" d="M0 0h5v5H0z"/><path stroke="#000000" d="M1 1.5h1m1 0h1M1 2.5h3M2 3.5h1"/></svg>';
