import { catalogue } from './devices/catalogue.ts';
import { connectDevice, type DeviceClient, type DeviceClientEvents, type DeviceCredential } from './devices/client.ts';
import { appDialects } from './dialects/app-dialects.ts';
import { type BridgeDialectName, bridgeDialects } from './dialects/bridge-dialects.ts';
import type { SimDevice, SimHome } from './homes/home.ts';
import { Bridge } from './hub/bridge.ts';
import { connectPhone } from './phone/client.ts';
import { connectUnit, type UnitReceiver } from './scaip/client.ts';
import type { SimEvent } from './tally.ts';

/** Where the gateway listens. */
export interface GatewayAddresses {
  /** For example `mqtt://127.0.0.1:1883`. */
  readonly mqttUrl: string;
  /** For example `http://127.0.0.1:8080`; only telephones need it. */
  readonly httpUrl?: string;
  /** Only alarm units need it. */
  readonly scaip?: UnitReceiver;
}

export interface HomeLinesOptions {
  readonly home: SimHome;
  readonly addresses: GatewayAddresses;
  /** Throws when there is none. */
  readonly credentialOf: (id: string) => DeviceCredential;
  readonly on: (event: SimEvent) => void;
  /** A hub has told of what is behind it for the first time. */
  readonly introduced: (hubId: string, dialect: BridgeDialectName) => void;
}

/** The ways out of a home: each device's own, and those that several share. */
export class HomeLines {
  readonly #options: HomeLinesOptions;
  /** By hub and dialect. */
  readonly #bridges = new Map<string, { readonly hubId: string; readonly bridge: Bridge }>();

  /** By hub: the connection of one of its bridges was made, or lost. */
  readonly #hubChanged = new Map<string, () => void>();

  constructor(options: HomeLinesOptions) {
    this.#options = options;
    const onRadio = options.home.devices.flatMap(({ way }) => (way?.type === 'bridge' ? [way] : []));
    for (const { hubId, dialect } of onRadio)
      if (!this.#bridges.has(`${hubId} ${dialect}`))
        this.#bridges.set(`${hubId} ${dialect}`, { hubId, bridge: this.#bridgeOf(hubId, dialect) });
  }

  /** How the way of a device is opened. Throws when it has no credential, or no address is known for it. */
  wayOf({ id, way }: SimDevice): (on: DeviceClientEvents) => DeviceClient {
    const { home, addresses, credentialOf } = this.#options;
    if (way?.type === 'bridge') {
      const { bridge } = this.#bridges.get(`${way.hubId} ${way.dialect}`)!;
      return (on) => {
        bridge.start();
        return bridge.device(id, on);
      };
    }
    if (way?.type === 'phone') {
      const { httpUrl } = addresses;
      if (httpUrl === undefined) throw new Error(`${id} sends through a telephone, which needs the address of the HTTP API`);
      const { secret: token } = credentialOf(way.phoneId);
      return (on) => connectPhone({ httpUrl, token, dialect: appDialects[way.dialect], zone: home.zone }, on);
    }
    if (way?.type === 'alarm-unit') {
      const { scaip } = addresses;
      if (scaip === undefined) throw new Error(`${id} is an alarm unit, which needs the address of the alarm receiver`);
      return (on) => connectUnit(scaip, way.number, on);
    }
    const credential = credentialOf(id);
    const bridges = [...this.#bridges.values()].filter(({ hubId }) => hubId === id).map(({ bridge }) => bridge);
    if (bridges.length > 0) return (on) => this.#connectHub(credential, bridges, on);
    return (on) => connectDevice(addresses.mqttUrl, credential, on);
  }

  /** All of a hub loses its mains together, and it is connected when all of it is. */
  #connectHub(credential: DeviceCredential, bridges: readonly Bridge[], on: DeviceClientEvents): DeviceClient {
    const { mqttUrl } = this.#options.addresses;
    let isOwn = false;
    let isFirst = true;
    let isWhole = false;
    const changed = () => {
      const isNow = isOwn && bridges.every((bridge) => bridge.isConnected);
      if (isNow === isWhole) return;
      isWhole = isNow;
      if (!isNow) return on.disconnected();
      on.connected(isFirst);
      isFirst = false;
    };
    const ownChanged = (isConnected: boolean) => () => {
      isOwn = isConnected;
      changed();
    };
    this.#hubChanged.set(credential.deviceId, changed);
    const own = connectDevice(mqttUrl, credential, { ...on, connected: ownChanged(true), disconnected: ownChanged(false) });
    for (const bridge of bridges) bridge.start();
    const parts = [own, ...bridges];
    return {
      ...own,
      cut: () => {
        for (const part of parts) part.cut();
      },
      restore: () => {
        for (const part of parts) part.restore();
      },
      end: async () => {
        await Promise.all(parts.map((part) => part.end()));
      },
    };
  }

  #bridgeOf(hubId: string, name: BridgeDialectName): Bridge {
    const { home, addresses, credentialOf, on, introduced } = this.#options;
    const heard = home.devices.filter(({ way }) => way?.type === 'bridge' && way.hubId === hubId && way.dialect === name);
    return new Bridge({
      dialect: bridgeDialects[name],
      mqttUrl: addresses.mqttUrl,
      credential: credentialOf(hubId),
      devices: heard.map(({ id, role }) => ({ name: id, kind: catalogue[role].kind, onBattery: catalogue[role].batteryDays !== null })),
      on: {
        sent: () => on({ type: 'sent', deviceId: hubId }),
        acknowledged: () => on({ type: 'acknowledged', deviceId: hubId }),
        problem: (message) => on({ type: 'problem', deviceId: hubId, message }),
      },
      changed: () => this.#hubChanged.get(hubId)?.(),
      introduced: () => introduced(hubId, name),
    });
  }
}
