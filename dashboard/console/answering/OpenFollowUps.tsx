import { useFollowUps } from '../../shared/api/answering-queries.ts';
import { FollowUps } from './FollowUps.tsx';

/** Follow-ups of a person that are not done; nothing while there is none. */
export function OpenFollowUps({ patientId }: { patientId: string }) {
  const { data } = useFollowUps(patientId);
  return data && data.length > 0 ? <FollowUps followUps={data} /> : null;
}
