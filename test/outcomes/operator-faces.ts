import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningLedger } from '../support/running-ledger';
import type { OperatorBench } from './operator-calls';
import { cliSaid, option } from './cli-calls';
import type { Said } from './situations';

export type Body = Readonly<Record<string, unknown>>;
type Step = 'pause' | 'resume';
export type VersionStep = 'current' | 'retire' | 'unretire';
export type OperationStep = Step | 'cancel';
export type EscalationStep = 'claim' | 'release' | 'complete' | 'replay';

/** How operators' commands are sent; what a body says is said in both ways. */
export interface OperatorFace {
  /** Heads the tables: `Operators: timeouts`. */
  readonly heading: string;
  /** Whether a command on timeouts can expect a revision, and a batch operation have an id of its caller. */
  readonly hasLocksAndIds: boolean;
  nameOf(command: string): string;
  override(stateId: string, definitionId: string, body: Body): Promise<Said>;
  undo(stateId: string, definitionId: string, body: Body): Promise<Said>;
  timeouts(step: Step, body: Body): Promise<Said>;
  operation(body: Body): Promise<Said>;
  tellOperation(step: OperationStep, id: string, reason: string, on?: RunningLedger): Promise<Said>;
  escalation(step: EscalationStep, id: string, body: Body): Promise<Said>;
  publish(document: object): Promise<Said>;
  /** @param body with the version. */
  version(step: VersionStep, definitionId: string, body: Body): Promise<Said>;
}

export function httpFace(bench: OperatorBench): OperatorFace {
  const timeouts = (definitionId: string, stateId: string): string =>
    `/v1/definitions/${definitionId}/timeouts/${stateId}`;
  return {
    heading: 'Operators',
    hasLocksAndIds: true,
    nameOf: (command) => HTTP_NAMES[command] ?? command,
    override: (stateId, definitionId, body) => bench.idle.send('PUT', timeouts(definitionId, stateId), { body }),
    undo: (stateId, definitionId, body) => {
      const query = new URLSearchParams(
        Object.entries(body).map(([name, value]): [string, string] => [name, String(value)]),
      );
      return bench.idle.send('DELETE', `${timeouts(definitionId, stateId)}?${query.toString()}`);
    },
    timeouts: (step, body) => bench.idle.post(`/v1/timeouts/${step}`, body),
    operation: (body) => bench.idle.post('/v1/operations', { ...body, dryRun: false }),
    tellOperation: (step, id, reason, on = bench.idle) =>
      on.post(`/v1/operations/${id}/${step}`, step === 'resume' ? undefined : { reason }),
    escalation: (step, id, body) => bench.ledger.post(`/v1/escalations/${id}/${step}`, body),
    publish: (document) => bench.idle.post('/v1/definitions', document),
    version: (step, definitionId, body) => {
      const path = `/v1/definitions/${definitionId}`;
      if (step === 'current') return bench.idle.send('PUT', `${path}/current`, { body });
      const { version, ...given } = body;
      return bench.idle.post(`${path}/versions/${String(version)}/${step}`, given);
    },
  };
}

const HTTP_NAMES: Readonly<Record<string, string>> = {
  'timeouts set': '`PUT definitions/{id}/timeouts/{state}`',
  'timeouts unset': '`DELETE definitions/{id}/timeouts/{state}`',
  'timeouts pause': '`/v1/timeouts/pause`',
  'timeouts resume': '`/v1/timeouts/resume`',
  'operations start': '`POST /v1/operations`',
  'operations pause': '`operations/{id}/pause`',
  'operations resume': '`operations/{id}/resume`',
  'operations cancel': '`operations/{id}/cancel`',
  'escalations claim': '`escalations/{id}/claim`',
  'escalations release': '`escalations/{id}/release`',
  'escalations complete': '`escalations/{id}/complete`',
  'escalations replay': '`escalations/{id}/replay`',
  'definition publish': '`POST /v1/definitions`',
  'definition current': '`PUT definitions/{id}/current`',
  'definition retire': '`versions/{n}/retire`',
  'definition unretire': '`versions/{n}/unretire`',
};

/** The same commands on the command line. */
export function cliFace(bench: OperatorBench): OperatorFace {
  const id = ({ commandId }: Body): readonly string[] => option('--command-id', commandId);
  const why = ({ reason }: Body): readonly string[] => option('--reason', reason);
  let files = 0;
  return {
    heading: 'Command line',
    hasLocksAndIds: false,
    nameOf: (command) => `\`${command}\``,
    override: (stateId, definitionId, body) => {
      const on = ['timeouts', 'set', stateId, String(body['after']), '-d', definitionId];
      return cliSaid(bench.idle, [...on, ...option('--apply-to', body['applyTo']), ...why(body), ...id(body)]);
    },
    undo: (stateId, definitionId, body) =>
      cliSaid(bench.idle, ['timeouts', 'unset', stateId, '-d', definitionId, ...why(body), ...id(body)]),
    timeouts: (step, body) => cliSaid(bench.idle, ['timeouts', step, ...why(body), ...id(body)]),
    operation: (body) => {
      const { definitionId } = body['filter'] as { readonly definitionId?: string };
      const { version } = (body['target'] ?? {}) as { readonly version?: number };
      const kind = ['operations', 'start', String(body['kind']), ...option('-d', definitionId)];
      return cliSaid(bench.idle, [...kind, ...option('--to-version', version), ...why(body), '--yes', '--detach']);
    },
    tellOperation: (step, operationId, reason, on = bench.idle) =>
      cliSaid(on, ['operations', step, operationId, ...(step === 'resume' ? [] : ['--reason', reason])]),
    escalation: (step, escalationId, body) => {
      const { claimant, leaseSeconds, note, outcome } = body;
      const by = [...option('--claimant', claimant), ...option('--lease', leaseSeconds)];
      const said = [...option('--note', note), ...option('--outcome', outcome)];
      return cliSaid(bench.ledger, ['escalations', step, escalationId, ...by, ...said, ...id(body)]);
    },
    publish: (document) => {
      files += 1;
      const file = join(bench.idle.dataDir, `published-${files}.json`);
      writeFileSync(file, JSON.stringify(document));
      return cliSaid(bench.idle, ['definition', 'publish', file]);
    },
    version: (step, definitionId, body) => {
      const lock = option('--expected-revision', body['expectedRevision']);
      const name = `${definitionId}@${String(body['version'])}`;
      return cliSaid(bench.idle, ['definition', step, name, ...why(body), ...lock, ...id(body)]);
    },
  };
}
