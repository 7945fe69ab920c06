import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
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
  /** What the preview depends on: another key asks for another preview. */
  readonly previewKey: readonly unknown[];
  /** Asks the ledger what the write would do, without doing it. */
  readonly preview: () => Promise<Preview>;
  readonly showPreview: (preview: Preview) => ReactNode;
  /** Whether the write can be done at all. */
  readonly isPossible?: (preview: Preview) => boolean;
  readonly write: (reason: string, preview: Preview) => Promise<Result>;
  /** Where the event of the write can be found, and how to undo it. */
  readonly showResult: (result: Result) => ReactNode;
  readonly onClose: () => void;
}

/** Every write of the console: it shows what it will do, asks for a reason, and then says where it is recorded. */
export function WriteDialog<Preview, Result>(props: WriteDialogProps<Preview, Result>): ReactNode {
  const { title, action, isDangerous = false, fields, previewKey, showPreview, isPossible = () => true } = props;
  const [reason, setReason] = useState('');
  const [isWriting, setWriting] = useState(false);
  const [error, setError] = useState<Error>();
  const [result, setResult] = useState<Result>();
  const preview = useQuery({
    queryKey: ['preview', title, ...previewKey],
    queryFn: props.preview,
    staleTime: 0,
    gcTime: 0,
    enabled: result === undefined,
  });

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (preview.data === undefined || isWriting) return;
    setWriting(true);
    setError(undefined);
    try {
      setResult(await props.write(reason.trim(), preview.data));
      await queryClient.invalidateQueries();
    } catch (failure) {
      setError(failure instanceof Error ? failure : new Error(String(failure)));
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
          <Asked query={preview} what="what it will do">
            {showPreview}
          </Asked>
        </section>
        <label className="field">
          Reason, recorded with the event
          <input
            required
            minLength={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        {error && <ErrorNote error={error} />}
        <div className="dialog-actions">
          <button type="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            Cancel
          </button>
          <button
            className={isDangerous ? 'danger' : 'primary'}
            disabled={preview.data === undefined || !isPossible(preview.data) || isWriting}
          >
            {preview.data === undefined ? 'Checking…' : action(preview.data)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
