import { useMemo } from 'react';
import { useTermsInLocality } from '../../shared/api/enrolment-queries.ts';
import { Failure, Loading } from '../../shared/components/States.tsx';
import { fieldsOf } from '../agreements/fields.ts';
import { TermField } from '../agreements/TermField.tsx';
import { type Params, withValue } from '../agreements/values.ts';

/** Every value of an agreement for this person, upon what the place says. */
export function AgreementValues(props: { template: string; localityId: string | null; own: Params; change: (own: Params) => void }) {
  const { own, change } = props;
  const terms = useTermsInLocality(props.template, props.localityId);
  const fields = useMemo(() => (terms.data ? fieldsOf(terms.data.schema) : []), [terms.data]);
  if (terms.error && !terms.data) return <Failure error={terms.error} retry={() => void terms.refetch()} />;
  if (!terms.data) return <Loading />;
  const { below } = terms.data;
  const say = (path: string, value: unknown) => change(withValue(own, path, value));
  return (
    <div className="enrol__values">
      {fields.map((field) => (
        <TermField key={field.path} field={field} terms={{ own, below, wrong: () => null, say }} />
      ))}
    </div>
  );
}
