import { expectDone } from './journey-answers';
import { CALL } from './journey-calls';
import type { OperatorBench, OperatorCall } from './operator-calls';
import type { Body, OperatorFace, VersionStep } from './operator-faces';
import type { Said } from './situations';

const REASON = 'Version 2 sends everyone to the desk';

/** Which version new journeys start with. */
export function versionCalls(bench: OperatorBench, face: OperatorFace): readonly OperatorCall[] {
  const change = (step: VersionStep, id: string, more: Body = {}): Promise<Said> =>
    face.version(step, id, { version: 1, reason: REASON, commandId: 'first', ...more });
  const ready = async (step: VersionStep): Promise<string> => {
    const id = bench.name();
    for (const version of [1, 2]) await expectDone(bench.idle.post('/v1/definitions', { ...CALL, id, version }));
    if (step === 'unretire') await expectDone(change('retire', id, { commandId: 'zero' }));
    return id;
  };
  const twice = (step: VersionStep, second: Body) => async (): Promise<Said> => {
    const id = await ready(step);
    await expectDone(change(step, id));
    return change(step, id, second);
  };
  const call = (step: VersionStep): OperatorCall => ({
    name: face.nameOf(`definition ${step}`),
    cells: {
      new: async () => change(step, await ready(step)),
      repeated: twice(step, {}),
      reused: twice(step, { version: 2 }),
      there: twice(step, { commandId: 'second' }),
      ...(step === 'current' && {
        moved: async () => {
          const id = await ready(step);
          await expectDone(change('retire', id, { commandId: 'zero' }));
          return change(step, id);
        },
      }),
      stale: async () => change(step, await ready(step), { expectedRevision: 0 }),
      unknown: () => change(step, 'NoSuchCall'),
      away: () => change(step, CALL.id),
    },
  });
  return [call('current'), call('retire'), call('unretire')];
}
