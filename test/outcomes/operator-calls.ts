import type { RunningLedger } from '../support/running-ledger';
import { expectDone } from './journey-answers';
import { CALL } from './journey-calls';
import type { Body, EscalationStep, OperationStep, OperatorFace } from './operator-faces';
import type { Meeting, Said } from './situations';
import { until } from '../support/until';

/** How each situation of a command comes about: the last call is the one whose answer counts. */
export interface OperatorCall {
  readonly name: string;
  readonly cells: Readonly<Partial<Record<Meeting, () => Promise<Said>>>>;
}

const REASON = 'The payment provider is slow';

/** Makes what an operator's command needs: definitions of its own, journeys, operations and escalations. */
export class OperatorBench {
  private made = 0;

  constructor(
    readonly ledger: RunningLedger,
    /** Finishes nothing by itself: what is started here stays so. Another one once it was restarted. */
    public idle: RunningLedger,
  ) {}

  name(): string {
    this.made += 1;
    return `Made${this.made}`;
  }

  async definition(): Promise<string> {
    const id = this.name();
    await expectDone(this.idle.post('/v1/definitions', { ...CALL, id }));
    return id;
  }

  /** A batch operation that nothing runs. */
  async operation(): Promise<string> {
    const reply = await this.idle.post('/v1/operations', { ...operationBody(this.name()), dryRun: false });
    return String(reply.json()['operationId']);
  }

  /** A batch operation that has found no journeys. */
  async completedOperation(): Promise<string> {
    const body = { ...operationBody(this.name()), filter: { state: 'NOWHERE' }, dryRun: false };
    const id = String((await this.ledger.post('/v1/operations', body)).json()['operationId']);
    await until(async () => (await this.ledger.get(`/v1/operations/${id}`)).json()['status'] === 'COMPLETED');
    return id;
  }

  /** An escalation in the pull queue. */
  async escalation(): Promise<string> {
    const sessionId = this.name();
    await expectDone(this.ledger.post('/v1/journeys', { sessionId, definitionId: DESK.id }));
    await expectDone(this.ledger.move(sessionId, { targetStateId: 'AGENT' }));
    const id = `${sessionId}:1`;
    await until(async () => (await this.ledger.get(`/v1/escalations/${id}`)).status === 200);
    return id;
  }
}

export const DESK = {
  id: 'Desk',
  version: 1,
  initial: 'WELCOME',
  states: {
    WELCOME: { transitions: [{ target: 'AGENT' }] },
    AGENT: { escalation: 'callback', transitions: [{ target: 'DONE' }] },
    DONE: { final: true },
  },
  escalations: { callback: { kind: 'callback', queue: 'retention' } },
};

const operationBody = (commandId: string): Body => ({
  ...{ kind: 'abort', filter: { definitionId: CALL.id }, reason: REASON, commandId },
});

export function timeoutCalls(bench: OperatorBench, face: OperatorFace): readonly OperatorCall[] {
  const put = (definitionId: string, more: Body = {}, stateId = 'IDENTIFY'): Promise<Said> =>
    face.override(stateId, definitionId, {
      ...{ after: 'PT5M', applyTo: 'new', reason: REASON, commandId: 'first', ...more },
    });
  const remove = (definitionId: string, more: Body = {}, stateId = 'IDENTIFY'): Promise<Said> =>
    face.undo(stateId, definitionId, { reason: 'over', commandId: 'second', ...more });
  const overridden = async (after = 'PT5M'): Promise<string> => {
    const id = await bench.definition();
    await expectDone(put(id, { after }));
    return id;
  };
  /** The tenant's own timeouts: each call starts with them running, and leaves them so. */
  const tenant =
    (...steps: readonly (() => Promise<Said>)[]) =>
    async (): Promise<Said> => {
      let last: Said | undefined;
      for (const step of steps) last = await step();
      await bench.idle.post('/v1/timeouts/resume', { reason: REASON });
      if (last === undefined) throw new TypeError('A cell needs a call.');
      return last;
    };
  const tell =
    (step: 'pause' | 'resume', commandId: string, more: Body = {}) =>
    (): Promise<Said> =>
      face.timeouts(step, { reason: REASON, commandId: `${face.heading}-${commandId}`, ...more });
  return [
    {
      name: face.nameOf('timeouts set'),
      cells: {
        new: async () => put(await bench.definition()),
        repeated: async () => put(await overridden()),
        reused: async () => put(await overridden(), { after: 'PT6M' }),
        there: async () => put(await overridden(), { commandId: 'second' }),
        moved: async () => put(await overridden('PT9M'), { commandId: 'second' }),
        ...(face.hasLocksAndIds && {
          stale: async () => put(await overridden('PT9M'), { commandId: 'second', expectedRevision: 0 }),
        }),
        paused: tenant(tell('pause', 'p-1'), async () => put(await bench.definition())),
        elsewhere: async () => put(await bench.definition(), {}, 'AGENT'),
        unknown: () => put('NoSuchCall'),
        away: () => put(CALL.id),
      },
    },
    {
      name: face.nameOf('timeouts unset'),
      cells: {
        new: async () => remove(await overridden()),
        repeated: async () => {
          const id = await overridden();
          await expectDone(remove(id));
          return remove(id);
        },
        reused: async () => remove(await overridden(), { commandId: 'first' }),
        there: async () => {
          const id = await overridden();
          await expectDone(remove(id));
          return remove(id, { commandId: 'third' });
        },
        ...(face.hasLocksAndIds && { stale: async () => remove(await overridden(), { expectedRevision: 0 }) }),
        paused: tenant(tell('pause', 'p-2'), async () => remove(await overridden())),
        elsewhere: async () => remove(await overridden(), {}, 'AGENT'),
        unknown: () => remove('NoSuchCall'),
        away: () => remove(CALL.id),
      },
    },
    {
      name: face.nameOf('timeouts pause'),
      cells: {
        new: tenant(tell('pause', 'p-3')),
        repeated: tenant(tell('pause', 'p-4'), tell('pause', 'p-4')),
        reused: tenant(tell('pause', 'p-5'), tell('pause', 'p-5', { reason: 'Another' })),
        ...(face.hasLocksAndIds && { stale: tenant(tell('pause', 'p-6', { expectedRevision: 0 })) }),
        paused: tenant(tell('pause', 'p-7'), tell('pause', 'p-8')),
        away: tell('pause', 'p-9'),
      },
    },
    {
      name: face.nameOf('timeouts resume'),
      cells: {
        new: tenant(tell('pause', 'r-0')),
        repeated: tenant(tell('pause', 'r-1'), tell('resume', 'r-2'), tell('resume', 'r-2')),
        reused: tenant(tell('pause', 'r-3'), tell('resume', 'r-3')),
        there: tenant(tell('resume', 'r-4')),
        ...(face.hasLocksAndIds && {
          stale: tenant(tell('pause', 'r-5'), tell('resume', 'r-6', { expectedRevision: 0 })),
        }),
        paused: tenant(tell('pause', 'r-7'), tell('resume', 'r-8')),
        away: tell('resume', 'r-9'),
      },
    },
  ];
}

export function operationCalls(bench: OperatorBench, face: OperatorFace): readonly OperatorCall[] {
  const request = (commandId: string, more: Body = {}): Promise<Said> =>
    face.operation({ ...operationBody(commandId), ...more });
  const tell = (step: OperationStep, id: string): Promise<Said> => face.tellOperation(step, id, REASON);
  const after = async (...steps: readonly OperationStep[]): Promise<Said> => {
    const id = await bench.operation();
    let last: Said | undefined;
    for (const step of steps) last = await tell(step, id);
    if (last === undefined) throw new TypeError('A cell needs a call.');
    return last;
  };
  const step = (name: OperationStep, undone: OperationStep): OperatorCall => ({
    name: face.nameOf(`operations ${name}`),
    cells: {
      new: () => (name === 'resume' ? after('pause', name) : after(name)),
      there: () => (name === 'resume' ? after(name) : after(name, name)),
      ...(name !== 'resume' && { paused: () => after('pause', name) }),
      moved: () => after('pause', undone, name),
      ended: async () => face.tellOperation(name, await bench.completedOperation(), REASON, bench.ledger),
      unknown: () => tell(name, 'no-such-operation'),
      away: () => tell(name, 'any'),
    },
  });
  return [
    {
      name: face.nameOf('operations start'),
      cells: {
        new: () => request('o-1'),
        ...(face.hasLocksAndIds && {
          repeated: async () => {
            await expectDone(request('o-2'));
            return request('o-2');
          },
          reused: async () => {
            await expectDone(request('o-3'));
            return request('o-3', { kind: 'restart' });
          },
        }),
        there: async () => {
          await expectDone(request('o-4'));
          return request('o-5');
        },
        unknown: () => request('o-6', { kind: 'migrate', target: { version: 99 } }),
        away: () => request('o-7'),
      },
    },
    step('pause', 'resume'),
    step('resume', 'pause'),
    step('cancel', 'resume'),
  ];
}

export function escalationCalls(bench: OperatorBench, face: OperatorFace): readonly OperatorCall[] {
  const claimant = 'ann';
  const send =
    (name: EscalationStep) =>
    (id: string, body: Body): Promise<Said> =>
      face.escalation(name, id, name === 'replay' ? body : { claimant, ...body });
  const call = (name: EscalationStep, isClaimed: boolean, isOther: Body): OperatorCall => {
    const refusals = {
      ended: async () => {
        const id = await bench.escalation();
        await expectDone(send('claim')(id, { commandId: 'zero' }));
        await expectDone(send('complete')(id, { commandId: 'done' }));
        return send(name)(id, { commandId: 'first' });
      },
      unknown: () => send(name)('none:1', { commandId: 'first' }),
      away: () => send(name)('none:1', { commandId: 'first' }),
    };
    // Only a webhook that failed can be delivered again.
    if (name === 'replay') {
      const there = async (): Promise<Said> => send(name)(await bench.escalation(), { commandId: 'first' });
      return { name: face.nameOf('escalations replay'), cells: { there, ...refusals } };
    }
    const ready = async (): Promise<string> => {
      const id = await bench.escalation();
      if (isClaimed) await expectDone(send('claim')(id, { commandId: 'zero' }));
      return id;
    };
    const twice = (second: Body) => async (): Promise<Said> => {
      const id = await ready();
      await send(name)(id, { commandId: 'first' });
      return send(name)(id, second);
    };
    return {
      name: face.nameOf(`escalations ${name}`),
      cells: {
        new: async () => send(name)(await ready(), { commandId: 'first' }),
        repeated: twice({ commandId: 'first' }),
        reused: twice({ commandId: 'first', ...isOther }),
        there: twice({ commandId: 'second' }),
        moved: async () => {
          const id = await bench.escalation();
          await expectDone(send('claim')(id, { commandId: 'zero', claimant: 'ben' }));
          return send(name)(id, { commandId: 'first' });
        },
        ...refusals,
      },
    };
  };
  return [
    call('claim', false, { leaseSeconds: 60 }),
    call('release', true, { note: 'Another' }),
    call('complete', true, { outcome: 'Another' }),
    call('replay', false, {}),
  ];
}

export function definitionCalls(bench: OperatorBench, face: OperatorFace): readonly OperatorCall[] {
  const publish = (id: string, more: Body = {}): Promise<Said> => face.publish({ ...CALL, id, ...more });
  return [
    {
      name: face.nameOf('definition publish'),
      cells: {
        new: () => publish(bench.name()),
        repeated: async () => publish(await bench.definition()),
        reused: async () => publish(await bench.definition(), { title: 'Another' }),
        moved: async () => {
          const id = await bench.definition();
          await expectDone(publish(id, { version: 3 }));
          return publish(id, { version: 2 });
        },
        away: () => publish(bench.name()),
      },
    },
  ];
}
