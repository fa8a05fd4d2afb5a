import { lackingToClose } from '../../rules/answering/closing.ts';
import { scriptFor } from '../../rules/answering/scripts.ts';
import type { OutcomeCode } from '../../rules/model/alert.ts';
import { alertById } from '../store/alerts.ts';
import { timelineOfAlert } from '../store/timeline.ts';
import { recordedIn } from '../views/answering.ts';
import type { HttpDeps } from './deps.ts';
import { HttpProblem } from './problems.ts';

/**
 * Throws 422 while what was recorded leaves open what this outcome must say: why nobody went to somebody who did not reply, and why each contact
 * could not be reached.
 */
export async function refuseWhatLacks({ pool }: Pick<HttpDeps, 'pool'>, alertId: string, outcome: OutcomeCode): Promise<void> {
  const alert = await alertById(pool, alertId);
  if (!alert) return;
  const recorded = recordedIn((await timelineOfAlert(pool, alertId)).map(({ entry }) => entry));
  if (recorded.length === 0) return;
  const lacking = lackingToClose(scriptFor(alert.state.template), recorded, outcome);
  const errors = [
    ...(lacking.noVisitReason
      ? [{ path: 'noVisit', message: 'there was no reply and nobody went: record in the script why nobody needs to go' }]
      : []),
    ...lacking.whyNotReached.map(({ contactId, name }) => ({
      path: `notReached.${contactId}`,
      message: `record why ${name} could not be reached`,
    })),
  ];
  if (errors.length > 0) throw new HttpProblem(422, errors.map(({ message }) => message).join('; '), { errors });
}
