import { useState, type FormEvent, type ReactNode } from 'react';
import type { CommandLine, Journey, Sandbox } from '../../api/types';
import { CALLER } from './sandbox-calls';

interface PhoneProps {
  readonly sandbox: Sandbox;
  readonly journey: Journey | undefined;
  readonly onCommands: (commands: readonly CommandLine[]) => void;
}

type Channel = 'voice' | 'chat';

/** The caller: calls, chats, is cut off and calls again. A dropped call tells the ledger nothing, as in real life. */
export function Phone({ sandbox, journey, onCommands }: PhoneProps): ReactNode {
  const [connected, setConnected] = useState<Channel | undefined>(
    journey === undefined ? undefined : journey.channel === 'chat' ? 'chat' : 'voice',
  );
  const connect = (channel: Channel): void => {
    setConnected(channel);
    const { definitionId, definitionVersion } = sandbox;
    const start: CommandLine = { command: 'start', sessionId: CALLER, definitionId, definitionVersion, channel };
    // The session resumes where it was: a caller who comes by another channel is handed over.
    const isHandedOver = journey !== undefined && journey.status === 'ACTIVE' && journey.channel !== channel;
    onCommands(isHandedOver ? [start, { command: 'channel', sessionId: CALLER, channel }] : [start]);
  };
  return (
    <section className="card phone" aria-label="Caller">
      <header>
        <h2>Caller</h2>
        <span className={`chip ${connected === undefined ? '' : 'good'}`}>
          {connected === undefined ? 'not connected' : connected === 'voice' ? 'on the phone' : 'in the chat'}
        </span>
      </header>
      <div className="body stack">
        {connected === undefined ? (
          <div className="row">
            <button type="button" className="primary" onClick={() => connect('voice')}>
              {journey === undefined ? 'Call' : 'Call again'}
            </button>
            <button type="button" onClick={() => connect('chat')}>
              {journey === undefined ? 'Chat' : 'Continue by chat'}
            </button>
          </div>
        ) : (
          <div className="row">
            <button type="button" className="danger" onClick={() => setConnected(undefined)}>
              {connected === 'voice' ? 'Drop the call' : 'Close the chat'}
            </button>
            <span className="small soft">The ledger hears nothing of it; the deadline runs.</span>
          </div>
        )}
        {connected !== undefined && journey !== undefined && (
          <>
            <strong>{journey.stateId}</strong>
            <ul className="stack" aria-label="Next steps">
              {journey.allowedTargets.map((targetStateId) => (
                <li key={targetStateId}>
                  <button
                    type="button"
                    className="wide"
                    onClick={() => onCommands([{ command: 'transition', sessionId: CALLER, targetStateId }])}
                  >
                    Go to {targetStateId}
                  </button>
                </li>
              ))}
            </ul>
            {journey.allowedTargets.length === 0 && <span className="soft">The journey has ended.</span>}
            <span className="small soft">Or choose any state of the diagram, to be refused.</span>
            <ContextForm onCommands={onCommands} />
          </>
        )}
      </div>
    </section>
  );
}

function ContextForm({ onCommands }: Pick<PhoneProps, 'onCommands'>): ReactNode {
  const [text, setText] = useState('{ "verified": true }');
  const [error, setError] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    try {
      const context: unknown = JSON.parse(text);
      if (typeof context !== 'object' || context === null || Array.isArray(context)) throw new Error();
      setError(undefined);
      onCommands([{ command: 'context', sessionId: CALLER, context: context as Record<string, unknown> }]);
    } catch {
      setError('The context must be a JSON object, such as { "verified": true }.');
    }
  };
  return (
    <form className="stack" onSubmit={submit}>
      <label className="field">
        Context that the flow learns (JSON)
        <textarea className="mono" rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      </label>
      {error !== undefined && (
        <span className="bad small" role="alert">
          {error}
        </span>
      )}
      <button className="wide">Set the context</button>
    </form>
  );
}
