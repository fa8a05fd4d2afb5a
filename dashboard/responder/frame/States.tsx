import { say } from '../../shared/words/say.ts';
import { words } from '../words.ts';

/** While something is asked for. */
export function Loading() {
  return (
    <p className="loading" role="status">
      {words.loading}
    </p>
  );
}

/** What did not work, why, and the way to try again. */
export function Failure({ error, retry }: { error: Error; retry: () => void }) {
  return (
    <div className="notice notice--wrong" role="alert">
      <p>{say(words.failed, { detail: error.message })}</p>
      <button type="button" className="button button--second" onClick={retry}>
        {words.again}
      </button>
    </div>
  );
}
