import type { ReactNode } from 'react';
import { useDefinitions } from '../api/definitions';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value | undefined;
  /** Text of the option that chooses nothing. Default: something must be chosen. */
  readonly none?: string;
  /** Values, or values with what they are called. */
  readonly options: readonly (Value | readonly [value: Value, text: string])[];
  readonly onChoose: (value: Value | undefined) => void;
  readonly className?: string;
}

/** A labelled list to choose from. */
export function Choice<Value extends string>(props: ChoiceProps<Value>): ReactNode {
  const { label, value, none, options, onChoose, className = 'field' } = props;
  const named = options.map((option) => (typeof option === 'string' ? ([option, option] as const) : option));
  return (
    <label className={className}>
      {label}
      <select
        value={value ?? ''}
        onChange={({ target }) => onChoose(named.find(([name]) => name === target.value)?.[0])}
      >
        {none !== undefined && <option value="">{none}</option>}
        {/* What an address names, also if it is not among them: another would be said to be chosen. */}
        {value !== undefined && !named.some(([name]) => name === value) && <option value={value}>{value}</option>}
        {named.map(([name, text]) => (
          <option key={name} value={name}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The published definitions to choose from. */
export function DefinitionChoice(props: Omit<ChoiceProps<string>, 'label' | 'options'>): ReactNode {
  const { data } = useDefinitions();
  return <Choice label="Definition" options={data?.definitions.map(({ id }) => id) ?? []} {...props} />;
}
