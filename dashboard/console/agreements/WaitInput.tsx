import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputProps } from './ValueInput.tsx';
import { readWait, type WaitUnit, waitUnits, writeWait } from './values.ts';

/** A length of time: a number and its unit. */
export function WaitInput({ id, describedBy, label, value, onChange }: InputProps) {
  const { t } = useTranslation();
  const read = readWait(value);
  const [amount, setAmount] = useState(read === null ? '' : String(read.amount));
  const [unit, setUnit] = useState<WaitUnit>(read?.unit ?? 'M');
  const say = (nextAmount: string, nextUnit: WaitUnit) => {
    setAmount(nextAmount);
    setUnit(nextUnit);
    onChange(nextAmount === '' ? '' : writeWait(Number(nextAmount), nextUnit));
  };
  return (
    <span className="wait-input">
      <input
        id={id}
        aria-describedby={describedBy}
        className="nhsuk-input"
        type="number"
        inputMode="numeric"
        min={0}
        step={1}
        value={amount}
        onChange={(event) => say(event.target.value, unit)}
      />
      <select
        className="nhsuk-select"
        aria-label={t('agreements.form.unitOf', { label })}
        value={unit}
        onChange={(event) => say(amount, event.target.value as WaitUnit)}
      >
        {waitUnits.map((one) => (
          <option key={one} value={one}>
            {t(`agreements.form.unit.${one}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
