/** Days on which the clocks change, and by how many minutes the wall clock is ahead of UTC after the change (published by the zones' governments). */
const changes = [
  ['Europe/London', '2026-03-29', 60],
  ['Europe/London', '2026-10-25', 0],
  ['America/New_York', '2026-03-08', -240],
  ['America/New_York', '2026-11-01', -300],
  ['Australia/Lord_Howe', '2026-10-04', 660],
  ['Australia/Lord_Howe', '2026-04-05', 630],
] as const;

interface ClockChange {
  readonly zone: string;
  readonly day: string;
  /** The instant, as `…Z`, at which the wall clock shows that time (`HH:MM`, later than 03:00) on that day; `laterMs` moves it. */
  readonly at: (time: string, laterMs?: number) => string;
  /** That day moved by whole days. */
  readonly date: (days: number) => string;
}

/** Both clock changes in three zones; one of them changes by half an hour. */
export const clockChanges: readonly ClockChange[] = changes.map(([zone, day, ahead]) => ({
  zone,
  day,
  at: (time, laterMs = 0) => new Date(Date.parse(`${day}T${time}:00Z`) - ahead * 60_000 + laterMs).toISOString(),
  date: (days) => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10),
}));
