import { useMutation } from '@tanstack/react-query';
import { useCallback, useState, type ReactNode } from 'react';
import { useLayout } from '../../api/definitions';
import { ProblemError } from '../../api/problem.error';
import type { CommandLine, Sandbox } from '../../api/types';
import { Diagram, type StateLook } from '../../parts/diagram/diagram';
import { Asked, Empty, ErrorNote } from '../../parts/notes';
import { Phone } from './phone';
import { CALLER, sendAll, useSandbox, useSandboxTimeline, type Exchange } from './sandbox-calls';
import { SandboxClock } from './sandbox-clock';
import { SandboxTimeline } from './sandbox-timeline';

/** One sandbox: the caller and the clock, the diagram, and what the ledger recorded and answered. */
export function Playground({ sandboxId }: { readonly sandboxId: string }): ReactNode {
  const sandbox = useSandbox(sandboxId);
  if (sandbox.error instanceof ProblemError && sandbox.error.problem.status === 404) {
    return <Empty title="This sandbox is gone">Sandboxes end when not used, and with the server. Begin again.</Empty>;
  }
  return (
    <Asked query={sandbox} what="the sandbox">
      {(shown) => <Open sandbox={shown} />}
    </Asked>
  );
}

function Open({ sandbox }: { readonly sandbox: Sandbox }): ReactNode {
  const { sandboxId, definitionId, definitionVersion, journeys } = sandbox;
  const [exchange, setExchange] = useState<Exchange>();
  const timeline = useSandboxTimeline(sandboxId);
  const layout = useLayout(definitionId, definitionVersion);
  const journey = journeys.find(({ sessionId }) => sessionId === CALLER);
  const command = useMutation({
    mutationFn: (lines: readonly CommandLine[]) => sendAll(sandboxId, lines),
    onSuccess: setExchange,
  });
  const { mutate } = command;
  const go = useCallback(
    (targetStateId: string) => mutate([{ command: 'transition', sessionId: CALLER, targetStateId }]),
    [mutate],
  );
  const states = new Map<string, StateLook>(
    journey && [[journey.stateId, { look: 'current', said: 'the journey is here' }]],
  );
  for (const target of journey?.allowedTargets ?? []) states.set(target, { look: 'busy', said: 'allowed next' });
  return (
    <div className="grid try-grid">
      <div className="stack">
        <Phone sandbox={sandbox} journey={journey} onCommands={mutate} />
        <SandboxClock sandbox={sandbox} journey={journey} />
      </div>
      <div className="stack">
        {command.error && <ErrorNote error={command.error} />}
        <section className="card" aria-label="Diagram">
          <Asked query={layout} what="the diagram">
            {(drawn) => (
              <Diagram
                layout={drawn}
                label="Where the journey is; choose a state to go there"
                states={states}
                onState={go}
                focus={journey?.stateId}
              />
            )}
          </Asked>
        </section>
        <LastCall exchange={exchange} />
        <Asked query={timeline} what="the timeline">
          {({ entries }) => <SandboxTimeline entries={entries} />}
        </Asked>
      </div>
    </div>
  );
}

function LastCall({ exchange }: { readonly exchange: Exchange | undefined }): ReactNode {
  if (exchange === undefined) return null;
  const { sent, answer } = exchange;
  const { journey, events: _, ...outcome } = answer;
  const shown = {
    ...outcome,
    ...(journey === null
      ? {}
      : { stateId: journey.stateId, revision: journey.revision, allowedTargets: journey.allowedTargets }),
  };
  return (
    <section className="card" aria-label="Last call">
      <header>
        <h2>Last call</h2>
        <span className={`chip ${answer.code === null ? 'good' : 'bad'}`} role="status">
          {answer.outcome}
        </span>
      </header>
      <div className="body exchange">
        <figure>
          <figcaption className="small soft">The flow sends</figcaption>
          <pre tabIndex={0}>{JSON.stringify(sent, null, 2)}</pre>
        </figure>
        <figure>
          <figcaption className="small soft">The ledger answers</figcaption>
          <pre tabIndex={0}>{JSON.stringify(shown, null, 2)}</pre>
        </figure>
      </div>
    </section>
  );
}
