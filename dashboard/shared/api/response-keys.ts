/** Names of what is kept of rapid response. */
export const responseKeys = {
  all: ['response'],
  my: ['response', 'my'],
  board: ['response', 'board'],
  units: ['response', 'units'],
  job: (id: string) => ['response', 'job', id],
} as const;
