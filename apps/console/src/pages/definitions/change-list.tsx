import type { ReactNode } from 'react';
import type { DefinitionDiff } from '../../api/types';
import { json } from '../../parts/format';

const TONES = { added: 'good', removed: 'bad', changed: 'warn', renamed: 'warn', reordered: '' } as const;

/** The differences of two versions, one by one. */
export function ChangeList({ changes }: { readonly changes: DefinitionDiff['changes'] }): ReactNode {
  return (
    <ul className="changes">
      {changes.map(({ path, kind, message, before, after }) => (
        <li key={path + kind}>
          <span className={`chip ${TONES[kind]}`}>{kind}</span>
          <span className="wrap">
            {message}
            <code className="soft small change-path">{path}</code>
          </span>
          {(before !== undefined || after !== undefined) && (
            <details>
              <summary className="small">values</summary>
              {before !== undefined && <pre className="before">{json(before)}</pre>}
              {after !== undefined && <pre className="after">{json(after)}</pre>}
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
