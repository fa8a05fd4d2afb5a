import type { CarePlanShown, PlanSection } from '../../../gateway/contract/care-plan.ts';

/** The four that whoever answers an alert must know first; then how to get in. */
export const firstSections: readonly PlanSection[] = ['normalForMe', 'okToStay', 'wishes', 'risks'];

/** Parts of a plan side by side. What is not recorded is said, and looks like nothing that is known. */
export function PlanParts({ parts, only }: { parts: CarePlanShown['parts']; only?: readonly PlanSection[] }) {
  return (
    <dl className="plan-parts">
      {parts
        .filter(({ section }) => only === undefined || only.includes(section))
        .map(({ section, title, lines, recorded }) => (
          <div key={section} className={`plan-part plan-part--${section}`}>
            <dt>{title}</dt>
            {lines.map((line) => (
              <dd key={line} className={recorded ? undefined : 'quiet'}>
                {line}
              </dd>
            ))}
          </div>
        ))}
    </dl>
  );
}
