import { readFileSync } from 'node:fs';
import { readWebhookTargets, WebhookTargetsError, type WebhookTarget } from '@ledger/escalations';
import { ConfigurationError } from './configuration.error';
import type { Environment } from './environment';

/** Targets from the variable itself or from the file that another one names; empty if neither is set. */
export function webhookTargets({ WEBHOOK_TARGETS, WEBHOOK_TARGETS_FILE }: Environment): readonly WebhookTarget[] {
  if (WEBHOOK_TARGETS !== undefined && WEBHOOK_TARGETS_FILE !== undefined) {
    throw new ConfigurationError('WEBHOOK_TARGETS and WEBHOOK_TARGETS_FILE exclude each other; set one of them.');
  }
  if (WEBHOOK_TARGETS !== undefined) return targetsFrom('WEBHOOK_TARGETS', WEBHOOK_TARGETS);
  if (WEBHOOK_TARGETS_FILE === undefined) return [];
  return targetsFrom('WEBHOOK_TARGETS_FILE', textOf(WEBHOOK_TARGETS_FILE));
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigurationError('WEBHOOK_TARGETS_FILE must be a readable file.', { cause });
  }
}

function targetsFrom(setting: string, text: string): readonly WebhookTarget[] {
  try {
    return readWebhookTargets(text);
  } catch (cause) {
    if (!(cause instanceof WebhookTargetsError)) throw cause;
    throw new ConfigurationError(`${setting} ${cause.message}.`, { cause });
  }
}
