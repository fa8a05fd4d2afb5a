import type { ReactNode } from 'react';
import { ApiProblem } from '../../shared/api/problem.ts';
import { useWords } from '../words/language.tsx';

/** While something is asked for. */
export function Loading() {
  const { words } = useWords();
  return (
    <p className="loading" role="status">
      {words.frame.loading}
    </p>
  );
}

/** What could not be asked for, why, and the way to ask again. */
export function Failure({ error, retry }: { error: Error; retry: () => void }) {
  const { words } = useWords();
  const hidden = error instanceof ApiProblem && (error.status === 403 || error.status === 404);
  const offline = error instanceof ApiProblem && error.status === 0;
  return (
    <div className="notice notice--wrong" role="alert">
      <p>{hidden ? words.frame.notForYou : offline ? words.frame.offline : `${words.frame.failed}: ${error.message}`}</p>
      {!hidden && (
        <button type="button" className="button button--second" onClick={retry}>
          {words.frame.again}
        </button>
      )}
    </div>
  );
}

interface Asked<T> {
  readonly data: T | undefined;
  readonly error: Error | null;
  refetch(): unknown;
}

/** What was asked for, once it is there. What was known stays when asking again fails, except where it is not for the reader any more. */
export function Answered<T>({ asked, children }: { asked: Asked<T>; children: (data: T) => ReactNode }) {
  const { data, error } = asked;
  const withdrawn = error instanceof ApiProblem && (error.status === 403 || error.status === 404);
  if (data !== undefined && !withdrawn) return children(data);
  if (error) return <Failure error={error} retry={() => void asked.refetch()} />;
  return <Loading />;
}
