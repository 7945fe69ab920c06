import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { show } from '../../address/links';
import type { TryPage as Shown } from '../../address/page';
import { answered, ledger } from '../../api/client';
import { Asked, Empty, ErrorNote } from '../../parts/notes';
import { Playground } from './playground';
import { openSandbox } from './sandbox-calls';
import './try.css';

/** Try it: what a call does to the ledger, on journeys in memory with a clock of their own. */
export default function TryPage({ page }: { readonly page: Shown }): ReactNode {
  const definitions = useQuery({
    queryKey: ['definitions'],
    queryFn: () => answered(ledger.GET('/v1/definitions')),
  });
  return (
    <>
      <div className="title-row">
        <h1>Try it</h1>
        <span className="soft">In memory, on a clock of its own: nothing reaches the real ledger.</span>
      </div>
      <Asked query={definitions} what="definitions">
        {({ definitions: all }) => {
          const definition = all.find(({ id }) => id === page.definition) ?? all[0];
          if (definition === undefined) return <Empty title="No definition is published" />;
          const { id, versions, current } = definition;
          const version = page.version ?? current?.version ?? versions.at(-1)?.version ?? 1;
          return (
            <>
              <div className="row">
                <label className="row soft">
                  Definition
                  <select
                    value={id}
                    onChange={({ target: { value } }) => show({ page: 'try', definition: value }, { replace: true })}
                  >
                    {all.map((each) => (
                      <option key={each.id}>{each.id}</option>
                    ))}
                  </select>
                </label>
                <label className="row soft">
                  Version
                  <select
                    value={version}
                    onChange={({ target: { value } }) =>
                      show({ page: 'try', definition: id, version: Number(value) }, { replace: true })
                    }
                  >
                    {versions.map((each) => (
                      <option key={each.version} value={each.version}>
                        {each.version}
                      </option>
                    ))}
                  </select>
                </label>
                <BeginButton id={id} version={version} isAgain={page.sandbox !== undefined} />
              </div>
              {page.sandbox === undefined ? (
                <Empty title="A caller, a clock and a ledger to play with">
                  <span>Begin, call, drop the call, let time pass, and see what the ledger records and answers.</span>
                </Empty>
              ) : (
                <Playground key={page.sandbox} sandboxId={page.sandbox} />
              )}
            </>
          );
        }}
      </Asked>
    </>
  );
}

interface BeginButtonProps {
  readonly id: string;
  readonly version: number;
  readonly isAgain: boolean;
}

function BeginButton({ id, version, isAgain }: BeginButtonProps): ReactNode {
  const begin = useMutation({
    mutationFn: () => openSandbox(id, version),
    onSuccess: ({ sandboxId }) =>
      show({ page: 'try', definition: id, version, sandbox: sandboxId }, { replace: isAgain }),
  });
  return (
    <>
      <button
        type="button"
        className={isAgain ? undefined : 'primary'}
        disabled={begin.isPending}
        onClick={() => begin.mutate()}
      >
        {isAgain ? 'Begin again' : 'Begin'}
      </button>
      {begin.error && <ErrorNote error={begin.error} />}
    </>
  );
}
