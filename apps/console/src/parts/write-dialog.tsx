import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { OfflineError, ProblemError } from '../api/problem.error';
import { queryClient } from '../api/query-client';
import { Dialog } from './dialog';
import { Asked, ErrorNote } from './notes';

interface WriteDialogProps<Preview, Result> {
  readonly title: string;
  /** What the button says, such as `Abort 412 journeys`. */
  readonly action: (preview: Preview) => string;
  readonly isDangerous?: boolean;
  /** Fields of the write, above its preview. */
  readonly fields?: ReactNode;
  /** What is still to be filled in before anything can be previewed. */
  readonly missing?: string | undefined;
  /** What the preview depends on: another key asks for another preview. */
  readonly previewKey: readonly unknown[];
  /** Asks the ledger what the write would do, without doing it. */
  readonly preview: () => Promise<Preview>;
  readonly showPreview: (preview: Preview) => ReactNode;
  /** Whether the write can be done at all. */
  readonly isPossible?: (preview: Preview) => boolean;
  /** `commandId`: of this write, also when it is sent a second time because no answer came. */
  readonly write: (reason: string, preview: Preview, commandId: string) => Promise<Result>;
  /** What makes it another write, beside its reason. Default: `previewKey`. */
  readonly intent?: readonly unknown[];
  /** Where the event of the write can be found, and how to undo it. */
  readonly showResult: (result: Result) => ReactNode;
  readonly onClose: () => void;
}

/** Every write of the console: it shows what it will do, asks for a reason, and then says where it is recorded. */
export function WriteDialog<Preview, Result>(props: WriteDialogProps<Preview, Result>): ReactNode {
  const { title, action, isDangerous = false, fields, missing, previewKey, showPreview } = props;
  const { isPossible = () => true } = props;
  const [reason, setReason] = useState('');
  const [isWriting, setWriting] = useState(false);
  const [error, setError] = useState<Error>();
  const [result, setResult] = useState<Result>();
  /** Sent, and not answered: the ledger may have done it. It is sent again as it was, with its id. */
  const [unanswered, setUnanswered] = useState<{ readonly key: string; readonly send: () => Promise<Result> }>();
  const key = JSON.stringify([props.intent ?? previewKey, reason.trim()]);
  const again = unanswered?.key === key ? unanswered : undefined;
  const preview = useQuery({
    queryKey: ['preview', title, ...previewKey],
    queryFn: props.preview,
    staleTime: 0,
    gcTime: 0,
    enabled: result === undefined && missing === undefined,
  });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (preview.data === undefined || isWriting) return;
    const { write } = props;
    const [shown, why, commandId] = [preview.data, reason.trim(), crypto.randomUUID()];
    const sent = again ?? { key, send: () => write(why, shown, commandId) };
    setWriting(true);
    setError(undefined);
    try {
      setResult(await sent.send());
      await queryClient.invalidateQueries();
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
      setUnanswered(failure instanceof ProblemError && failure.problem.status < 500 ? undefined : sent);
    } finally {
      setWriting(false);
    }
  };

  if (result !== undefined) {
    return (
      <Dialog title={title} onClose={props.onClose}>
        <div className="note good" role="status">
          {props.showResult(result)}
        </div>
        <form method="dialog" className="dialog-actions">
          <button className="primary">Close</button>
        </form>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} onClose={props.onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {fields}
        <section aria-label="What it will do" aria-live="polite" className="stack">
          {missing === undefined ? (
            <Asked query={preview} what="what it will do">
              {showPreview}
            </Asked>
          ) : (
            <p className="soft">{missing}</p>
          )}
        </section>
        <label className="field">
          Reason, recorded with the event
          <input
            required
            pattern="\s*\S[\s\S]+\S\s*"
            title="At least 3 characters, without blanks around them"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {again && (
          <p className="note warn" role="alert">
            No answer came, so the ledger may have done it or not. Send it again to know: that does no harm.
          </p>
        )}
        {error && !(again && error instanceof OfflineError) && <ErrorNote error={error} />}
        <div className="dialog-actions">
          <button type="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            Cancel
          </button>
          <button
            className={isDangerous ? 'danger' : 'primary'}
            disabled={preview.data === undefined || (again === undefined && !isPossible(preview.data)) || isWriting}
          >
            {preview.data === undefined
              ? missing === undefined
                ? 'Checking…'
                : 'Not ready'
              : again
                ? 'Send again'
                : action(preview.data)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
