import { hour, second } from '../../rules/model/time.ts';
import { meter } from './meter.ts';

export const roomThermometer = meter('room-thermometer', ['room-temperature'], { heartbeatSeconds: (2 * hour) / second, batteryDays: 500 });
