import { type Observable, Subject } from 'rxjs';
import type { Instant } from '../../rules/model/time.ts';
import type { MqttConnection } from './connection.ts';

/** A device came or went, as far as its connection and its own status message tell. */
export interface ConnectionChange {
  readonly deviceId: string;
  readonly state: 'online' | 'offline';
  readonly at: Instant;
}

interface Presence {
  readonly connections: Set<MqttConnection>;
  /** What it last said of itself on its status topic since it connected. */
  saysOffline: boolean;
  isOnline: boolean;
}

/** Who is connected. A device is online while it has a connection and has not said on its status topic that it leaves. */
export class PresenceBook {
  private readonly machines = new Map<string, Presence>();
  private readonly subject = new Subject<ConnectionChange>();
  private readonly now: () => Instant;
  private online = 0;
  readonly changes$: Observable<ConnectionChange> = this.subject.asObservable();

  constructor(now: () => Instant) {
    this.now = now;
  }

  /** Devices online. */
  get onlineCount(): number {
    return this.online;
  }

  isOnline(deviceId: string): boolean {
    return this.machines.get(deviceId)?.isOnline ?? false;
  }

  connectionsOf(machineId: string): readonly MqttConnection[] {
    return [...(this.machines.get(machineId)?.connections ?? [])];
  }

  add(connection: MqttConnection): void {
    if (connection.identity === null) return;
    const { id } = connection.identity;
    const presence = this.machines.get(id) ?? { connections: new Set(), saysOffline: false, isOnline: false };
    this.machines.set(id, presence);
    presence.connections.add(connection);
    presence.saysOffline = false;
    this.settle(id, presence, connection.identity.type === 'device');
  }

  remove(connection: MqttConnection): void {
    if (connection.identity === null) return;
    const { id } = connection.identity;
    const presence = this.machines.get(id);
    if (presence === undefined || !presence.connections.delete(connection)) return;
    if (presence.connections.size === 0) this.machines.delete(id);
    this.settle(id, presence, connection.identity.type === 'device');
  }

  /** What a device says of itself on its status topic. */
  said(deviceId: string, state: 'online' | 'offline'): void {
    const presence = this.machines.get(deviceId);
    if (presence === undefined) return;
    presence.saysOffline = state === 'offline';
    this.settle(deviceId, presence, true);
  }

  close(): void {
    this.subject.complete();
  }

  private settle(deviceId: string, presence: Presence, isDevice: boolean): void {
    const isOnline = isDevice && presence.connections.size > 0 && !presence.saysOffline;
    if (isOnline === presence.isOnline) return;
    presence.isOnline = isOnline;
    this.online += isOnline ? 1 : -1;
    this.subject.next({ deviceId, state: isOnline ? 'online' : 'offline', at: this.now() });
  }
}
