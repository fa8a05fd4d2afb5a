import { useCallback, useState } from 'react';
import { AlarmSound } from '../../shared/components/alarm-sound.ts';
import { usePreference } from '../../shared/components/use-preference.ts';

/** `blocked`: wanted, and the browser still waits for a click. */
export type SoundState = 'off' | 'on' | 'blocked';

/** The alarm sound and its switch. Turning it on plays it, so that a shift starts with a sound that was heard. */
export function useAlarmSound() {
  const [sound] = useState(() => new AlarmSound());
  const [wanted, setWanted] = usePreference('sound', 'off');
  const [unlocked, setUnlocked] = useState(false);
  const state: SoundState = wanted !== 'on' ? 'off' : unlocked ? 'on' : 'blocked';
  const toggle = useCallback(async () => {
    if (state === 'on') return setWanted('off');
    const heard = await sound.unlock();
    setUnlocked(heard);
    setWanted('on');
    sound.play();
  }, [sound, state, setWanted]);
  /** Plays it whatever the switch says, and turns it on. */
  const test = useCallback(async () => {
    setUnlocked(await sound.unlock());
    setWanted('on');
    sound.play();
  }, [sound, setWanted]);
  const play = useCallback(() => {
    if (state === 'on') sound.play();
  }, [sound, state]);
  return { state, toggle, test, play };
}
