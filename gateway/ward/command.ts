import { highestLevel, lowestLevel, type StayCommand } from '../contract/ward.ts';
import { Refusal } from '../store/refusal.ts';
import { changeStay, stayById } from '../store/wards.ts';
import type { Write } from '../store/write.ts';

/** Carries out what a clinician decides about a stay. Throws Refusal: there is none, it is over, it is of another version by now, or there is no such level. */
export async function commandStay(tx: Write, id: string, command: StayCommand, byName: string): Promise<void> {
  const stay = await stayById(tx.db, id, true);
  if (!stay) throw new Refusal('not-found', 'id', 'there is no such stay');
  if (stay.isOver) throw new Refusal('conflict', '', 'the stay is over');
  if (stay.version !== command.version) throw new Refusal('conflict', 'version', 'somebody was faster: look at the stay as it is now');
  const { level, targetOn } = stay;
  const change = (type: Parameters<typeof changeStay>[2]['type'], note: string, now: { level?: number; targetOn?: string } = {}) =>
    changeStay(tx, stay, { type, by: byName, note, level, targetOn, ...now });
  switch (command.type) {
    case 'review':
      return change('reviewed', command.note);
    case 'step-up':
      if (level >= highestLevel) throw new Refusal('invalid', 'type', 'there is no higher level: consider a hospital bed');
      return change('stepped-up', command.reason, { level: level + 1 });
    case 'step-down':
      if (level <= lowestLevel) throw new Refusal('invalid', 'type', 'there is no lower level: consider to discharge');
      return change('stepped-down', command.reason, { level: level - 1 });
    case 'retarget':
      return change('retargeted', command.reason, { targetOn: command.targetOn });
    case 'discharge':
      return change('discharged', command.reason);
  }
}
