import type { ExportPages } from '@ledger/exchange';
import { NOTHING_PERSONAL, type PersonalData } from '@ledger/journey';
import { withMaskedText } from '../access/masked-events';

/**
 * Rows without what their reader may not see. What a definition hides is asked once for each export.
 * @param hiddenOf of a definition, or of rows whose definition is not known.
 */
export async function* maskedPages(
  pages: ExportPages,
  hiddenOf: (definitionId: string | null) => Promise<PersonalData>,
): ExportPages {
  const known = new Map<string | null, PersonalData>();
  for await (const rows of pages) {
    for (const { definitionId } of rows) {
      if (!known.has(definitionId)) known.set(definitionId, await hiddenOf(definitionId));
    }
    yield rows.map((row) => withMaskedText(row, known.get(row.definitionId) ?? NOTHING_PERSONAL));
  }
}
