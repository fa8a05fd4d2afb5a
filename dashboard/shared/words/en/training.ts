/** Words of the page of exercises. */
export const training = {
  title: 'Exercises',
  lead: 'Each begins within half a minute in a home made for it. Whoever practises answers it as any alert; one person plays who is called.',
  start: 'Start',
  starting: 'Starting…',
  started: 'Started. Look at the worklist.',
  columns: { exercise: 'Exercise', story: 'What the person says' },
  runs: 'What was played',
  none: 'Nothing was played yet.',
  by: 'started by {{name}}, {{when}}',
  playing: 'being played',
  over: 'over',
  fault: 'It could not be played: {{fault}}',
  met: 'done',
  missed: 'missed',
  open: 'not yet',
  page: 'Page of {{name}}',
};
