import type { UseQueryResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ConsentPreview } from '../../../gateway/contract/consents.ts';
import { Failure } from '../../shared/components/States.tsx';

/** What follows from what is ticked; where it leaves nobody, somebody has to say that the patient knows it. */
export function Consequence(props: {
  readonly changed: boolean;
  readonly preview: UseQueryResult<ConsentPreview>;
  /** The patient's. */
  readonly name: string;
  readonly missing: string | undefined;
}) {
  const { t } = useTranslation();
  const { data, error, refetch } = props.preview;
  const leavesNobody = props.changed && data?.leavesNobody === true;
  return (
    <>
      <div role="status" className={`notice consent__follows${leavesNobody ? ' notice--warn' : ''}`}>
        <strong>{t('consents.dialog.follows')}</strong>
        {!props.changed && <p>{t('consents.dialog.nothing')}</p>}
        {props.changed && !data && !error && <p>{t('consents.dialog.asking')}</p>}
        {props.changed && data?.sentences.map((sentence) => <p key={sentence}>{sentence}</p>)}
      </div>
      {props.changed && error && <Failure error={error} retry={() => void refetch()} />}
      {leavesNobody && (
        <>
          <label className="check">
            <input type="checkbox" name="told" /> {t('consents.dialog.told', { name: props.name })}
          </label>
          {props.missing && <p role="alert">{props.missing}</p>}
        </>
      )}
    </>
  );
}
