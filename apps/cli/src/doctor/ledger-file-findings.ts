import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DoctorFinding } from '../output/doctor-text';

const GROUP_WRITES = 0o020;
const OTHERS_WRITE = 0o002;

/** Whether other users of the machine may write a ledger's file, or replace it by what they may do in its folder. */
export async function ledgerFileFindings(path: string): Promise<readonly DoctorFinding[]> {
  // Windows has no such rights; what stands there in their place says nothing.
  if (process.platform === 'win32') return [];
  const places = [path, dirname(path)] as const;
  const modes = await Promise.all(places.map(async (place) => [place, (await stat(place)).mode] as const));
  return modes.flatMap(([place, mode]) => {
    const who = [mode & GROUP_WRITES ? 'its group' : '', mode & OTHERS_WRITE ? 'every user' : ''].filter((one) => one);
    if (who.length === 0) return [];
    const message = `${place} can be written by ${who.join(' and ')} of this machine; run chmod go-w ${place}.`;
    return [{ code: 'FILE_OPEN', message }];
  });
}
