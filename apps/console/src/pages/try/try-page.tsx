import { useMutation } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { show } from '../../address/links';
import type { TryPage as Shown } from '../../address/page';
import { useDefinitions } from '../../api/definitions';
import { Asked, Empty, ErrorNote, NoDefinition, NoSuch } from '../../parts/notes';
import { Playground } from './playground';
import { openSandbox } from './sandbox-calls';
import './try.css';
import { Choice, DefinitionChoice } from '../../parts/choice';

/** Try it: what a call does to the ledger, on journeys in memory with a clock of their own. */
export default function TryPage({ page }: { readonly page: Shown }): ReactNode {
  const definitions = useDefinitions();
  return (
    <>
      <div className="title-row">
        <h1>Try it</h1>
        <span className="soft">In memory, on a clock of its own: nothing reaches the real ledger.</span>
      </div>
      <Asked query={definitions} what="definitions">
        {({ definitions: all }) => {
          const asked = page.definition;
          const definition = asked === undefined ? all[0] : all.find(({ id }) => id === asked);
          const others = all.map(({ id }) => [id, { page: 'try', definition: id }] as const);
          if (definition === undefined)
            return asked === undefined ? <NoDefinition /> : <NoSuch what={`definition ${asked}`} others={others} />;
          const { id, versions, current } = definition;
          const version = page.version ?? current?.version ?? versions.at(-1)?.version ?? 1;
          if (!versions.some((each) => each.version === version))
            return (
              <NoSuch
                what={`version ${version} of ${id}`}
                others={versions.map((each) => [`version ${each.version}`, { ...page, version: each.version }])}
              />
            );
          return (
            <>
              <div className="row">
                <DefinitionChoice
                  className="row soft"
                  value={id}
                  onChoose={(chosen) => show({ page: 'try', definition: chosen }, { replace: true })}
                />
                <Choice
                  className="row soft"
                  label="Version"
                  value={String(version)}
                  options={versions.map((each) => String(each.version))}
                  onChoose={(chosen) =>
                    show({ page: 'try', definition: id, version: Number(chosen) }, { replace: true })
                  }
                />
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
