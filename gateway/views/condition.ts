import type { Condition } from '../../rules/model/scenario.ts';
import type { ConditionView } from '../contract/conditions.ts';

export const toConditionView = ({ text, met, found, limit }: Condition): ConditionView => ({ text, met, found, limit: limit ?? null });
