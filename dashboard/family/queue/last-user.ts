/** Whose phone this was last, as far as a page without a connection needs it: to take in what they enter. Nothing about them is in it but ids. */
export interface LastUser {
  readonly id: string;
  readonly patientId: string;
}

const place = 'hearthline-last-user';

/** null: nobody who enters anything about themselves was signed in here, or they have signed out. */
export function readLastUser(): LastUser | null {
  return JSON.parse(localStorage.getItem(place) ?? 'null') as LastUser | null;
}

export function keepLastUser(user: LastUser | null): void {
  localStorage.setItem(place, JSON.stringify(user));
}
