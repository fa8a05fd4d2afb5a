import type { Subscription } from 'rxjs';
import type { Notification } from '../../rules/model/effect.ts';

/** A command that was sent and of which the device has not said that it is done. */
export interface OpenCommand {
  readonly notification: Notification;
  /** The device could not hear it when it was sent. */
  missed: boolean;
  /** What rings while it is open. */
  readonly alarms: Subscription;
}

/** Asked for with every reading that is stored. */
const none: readonly OpenCommand[] = [];

/** Commands that may still be obeyed, in the order in which they were sent. */
export class OpenCommands {
  private readonly byId = new Map<string, OpenCommand>();
  private readonly byDevice = new Map<string, Set<OpenCommand>>();
  private readonly byPatient = new Map<string, Set<OpenCommand>>();

  get(id: string): OpenCommand | undefined {
    return this.byId.get(id);
  }

  ofDevice(deviceId: string): readonly OpenCommand[] {
    return [...(this.byDevice.get(deviceId) ?? [])];
  }

  ofPatient(patientId: string): readonly OpenCommand[] {
    const commands = this.byPatient.get(patientId);
    return commands ? [...commands] : none;
  }

  /** One of the same id is replaced: it is tried again. */
  add(command: OpenCommand): void {
    const { id, channel, patientId } = command.notification;
    this.end(id);
    this.byId.set(id, command);
    addTo(this.byDevice, channel.address, command);
    addTo(this.byPatient, patientId, command);
  }

  /** It is done, too late or taken back. */
  end(id: string): void {
    const command = this.byId.get(id);
    if (!command) return;
    const { channel, patientId } = command.notification;
    command.alarms.unsubscribe();
    this.byId.delete(id);
    takeFrom(this.byDevice, channel.address, command);
    takeFrom(this.byPatient, patientId, command);
  }

  close(): void {
    for (const id of [...this.byId.keys()]) this.end(id);
  }
}

function addTo(sets: Map<string, Set<OpenCommand>>, key: string, command: OpenCommand): void {
  const set = sets.get(key);
  if (set) set.add(command);
  else sets.set(key, new Set([command]));
}

function takeFrom(sets: Map<string, Set<OpenCommand>>, key: string, command: OpenCommand): void {
  const set = sets.get(key);
  set?.delete(command);
  if (set?.size === 0) sets.delete(key);
}
