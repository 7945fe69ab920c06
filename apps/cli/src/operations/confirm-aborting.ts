import { LedgerProblem, type ChangedTimeout, type TimeoutPreview } from '@ledger/client';
import { EXIT } from '../exit-code';
import { CliFailure } from '../failures';
import { isInteractive, yesOrNo } from '../input/yes-or-no';
import { formatCount } from '../output/times';
import { previewText } from '../output/timeout-text';
import type { Session } from '../session';

export interface ConfirmOptions {
  readonly yes?: boolean;
  readonly confirmAborting?: number;
}

/** A change of timeouts that the server refuses if more waiting journeys would time out at once than were confirmed. */
export interface AbortingChange {
  readonly preview: () => Promise<TimeoutPreview>;
  readonly send: (confirmAborting: number | undefined) => Promise<ChangedTimeout>;
}

/** Makes the change. If the server wants it confirmed, asks; a script says `--confirm-aborting` or `--yes`. */
export async function confirmed(session: Session<ConfirmOptions>, change: AbortingChange): Promise<ChangedTimeout> {
  let { confirmAborting } = session.options;
  for (;;) {
    try {
      return await change.send(confirmAborting);
    } catch (error) {
      const aborting = abortsOf(error);
      if (aborting === undefined) throw error;
      if (session.options.yes !== true) await ask(session, change, aborting, error);
      // More may have come meanwhile: then the server refuses again, with their number.
      confirmAborting = aborting;
    }
  }
}

async function ask(
  { terminal, options, palette, width }: Session<ConfirmOptions>,
  { preview }: AbortingChange,
  aborting: number,
  refusal: unknown,
): Promise<void> {
  if (!isInteractive(terminal)) {
    if (options.json !== true)
      terminal.err.write(`Nothing was changed. Add --grace, --confirm-aborting ${aborting}, or --yes.\n`);
    throw refusal;
  }
  terminal.err.write(`${previewText(await preview(), palette, width)}\n`);
  const journeys = aborting === 1 ? 'journey' : 'journeys';
  if (!(await yesOrNo(terminal, `Time out ${formatCount(aborting)} ${journeys} at once?`))) {
    throw new CliFailure(EXIT.refused, 'Nothing was changed.');
  }
}

function abortsOf(error: unknown): number | undefined {
  if (!(error instanceof LedgerProblem) || error.code !== 'ABORTS_NOT_CONFIRMED') return undefined;
  const { abortingAtOnce } = error.problem;
  return typeof abortingAtOnce === 'number' ? abortingAtOnce : undefined;
}
