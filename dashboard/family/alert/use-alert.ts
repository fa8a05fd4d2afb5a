import { myAlertDetail } from '../../../gateway/contract/my-alert-detail.ts';
import { keys } from '../api/keys.ts';
import { askAgainMs, useAsked } from '../api/my-queries.ts';

/** One alert, with what of the plan of care is shared with whoever reads it. */
export function useAlert(id: string) {
  return useAsked(keys.alert(id), `/api/my/alerts/${encodeURIComponent(id)}`, myAlertDetail, askAgainMs);
}
