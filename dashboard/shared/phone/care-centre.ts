import { useClockView } from '../api/session-queries.ts';

const place = 'hearthline-care-centre';

/** The number of the care centre, without a connection too: it is kept from when it was heard last. null: it is not told. */
export function useCareCentre(): string | null {
  const heard = useClockView().data?.careCentreNumber;
  if (heard === null) localStorage.removeItem(place);
  else if (heard !== undefined) localStorage.setItem(place, heard);
  return heard === undefined ? localStorage.getItem(place) : heard;
}
