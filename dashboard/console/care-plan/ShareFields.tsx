import { useTranslation } from 'react-i18next';
import { planAudiences, planSections } from '../../../gateway/contract/care-plan.ts';
import type { PartFields } from './PlanForm.tsx';
import { withOrWithout } from './plan-draft.ts';

/** Which part is shared with whom, as the person decides. */
export function ShareFields({ sections: { shareWith }, say, patient }: PartFields) {
  const { t } = useTranslation();
  const columns = { contacts: t('carePlan.form.shareContacts'), agency: t('carePlan.form.shareAgency') };
  return (
    <fieldset className="card plan-fields">
      <legend className="card__title">{t('carePlan.form.share')}</legend>
      <p className="quiet">{t('carePlan.form.shareHint', { name: patient.knownAs })}</p>
      <table className="plan-share">
        <thead>
          <tr>
            <th scope="col">{t('carePlan.form.shareTitle')}</th>
            {planAudiences.map((who) => (
              <th key={who} scope="col">
                {columns[who]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {planSections.map((section) => (
            <tr key={section}>
              <th scope="row">{t(`carePlan.part.${section}`)}</th>
              {planAudiences.map((who) => (
                <td key={who}>
                  <input
                    type="checkbox"
                    aria-label={t('carePlan.form.shareOne', { part: t(`carePlan.part.${section}`), who: columns[who] })}
                    checked={shareWith[who].includes(section)}
                    onChange={(event) =>
                      say({ shareWith: { ...shareWith, [who]: withOrWithout(shareWith[who], section, event.currentTarget.checked) } })
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}
