/** Two short falling tones, repeated once: heard across a room, not like a telephone. Hertz, and seconds from the start. */
const tones = [
  { hertz: 880, at: 0 },
  { hertz: 660, at: 0.22 },
  { hertz: 880, at: 0.55 },
  { hertz: 660, at: 0.77 },
] as const;
const toneSeconds = 0.18;

/** Plays the alarm. A browser lets a page sound only after a click, so `unlock` belongs into a click's handler. */
export class AlarmSound {
  #context: AudioContext | null = null;

  /** Resolves to whether sound can be heard from now on. */
  async unlock(): Promise<boolean> {
    this.#context ??= new AudioContext();
    await this.#context.resume();
    return this.#context.state === 'running';
  }

  play(): void {
    const context = this.#context;
    if (context?.state !== 'running') return;
    const start = context.currentTime + 0.02;
    for (const tone of tones) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      oscillator.frequency.value = tone.hertz;
      gain.gain.setValueAtTime(0, start + tone.at);
      gain.gain.linearRampToValueAtTime(0.25, start + tone.at + 0.02);
      gain.gain.linearRampToValueAtTime(0, start + tone.at + toneSeconds);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(start + tone.at);
      oscillator.stop(start + tone.at + toneSeconds);
    }
  }
}
