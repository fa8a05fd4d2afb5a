import { AlarmSound } from '../../shared/components/alarm-sound.ts';

const sound = new AlarmSound();

/** A browser lets a page sound only after a touch: the first one anywhere on the page is enough. */
export function allowRinging(): void {
  addEventListener('pointerdown', () => void sound.unlock(), { once: true });
}

/** Sounds and shakes, where the phone lets us. */
export function ringOnOffer(): void {
  sound.play();
  if ('vibrate' in navigator) navigator.vibrate([300, 150, 300, 150, 300]);
}
