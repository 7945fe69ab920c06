import type { ReactNode } from 'react';
import type { DefinitionReport } from '../../api/types';
import { counted } from '../../parts/format';

/** What the check of a definition found. */
export function ReportPanel({ report }: { readonly report: DefinitionReport }): ReactNode {
  const { valid, errors, warnings, policies, bound } = report;
  const longest = bound?.longestBounded;
  const unbounded = bound?.unboundedStates ?? [];
  return (
    <section className="card" aria-label="Check">
      <header>
        <h2 className={valid ? 'good' : 'bad'}>
          {valid ? 'Valid' : counted(errors.length, 'error')}
          {warnings.length > 0 && `, ${counted(warnings.length, 'warning')}`}
        </h2>
      </header>
      <div className="body stack">
        {[...errors, ...warnings].map(({ code, path, message, line }) => (
          <p
            key={code + path + message}
            className={`note small ${errors.some((each) => each.code === code) ? 'bad' : 'warn'}`}
          >
            <span className="wrap">{message}</span>
            <code className="soft">
              {code} {line !== undefined && `line ${line}`} {path}
            </code>
          </p>
        ))}
        {longest !== undefined && (
          <p className="small soft">
            A journey takes at most {longest.iso}: {longest.path.join(' → ')}
          </p>
        )}
        {unbounded.length > 0 && <p className="small warn">Without a timeout: {unbounded.join(', ')}</p>}
        {policies.map(({ name, verdict, message }) => (
          <p key={name} className="small">
            <span className={`chip ${verdict === 'proved' ? 'good' : verdict === 'excluded' ? 'bad' : ''}`}>
              {verdict}
            </span>{' '}
            {message}
          </p>
        ))}
      </div>
    </section>
  );
}
