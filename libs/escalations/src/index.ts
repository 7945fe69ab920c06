export {
  type AskedEscalationCommand,
  type EscalationCommandRequest,
  EscalationExecutor,
} from './commands/escalation-executor';
export type { EscalationHistory } from './commands/escalation-history';
export {
  EscalationProcessor,
  type EscalationProcessorOptions,
  type EscalationProcessorPorts,
  type EscalationProcessorStatus,
} from './requests/escalation-processor';
export type { EscalationReply } from './commands/escalation-reply';
export { EscalationsModule, type EscalationsOptions } from './escalations.module';
export { isLoopback, isPublic } from './webhooks/address-policy';
export { readWebhookTargets, WebhookTargetsError } from './webhooks/read-webhook-targets';
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './webhooks/retry-schedule';
export { sendWebhook, type WebhookSenderPorts } from './webhooks/send-webhook';
export { type BreakerState, TargetLimiter } from './webhooks/target-limiter';
export {
  WebhookDispatcher,
  type WebhookDispatcherOptions,
  type WebhookDispatcherPorts,
  type WebhookDispatcherStatus,
} from './webhooks/webhook-dispatcher';
export type { TargetFigures } from './webhooks/delivery-figures';
export type { DeliveryResult, WebhookTarget } from './webhooks/webhook-target';
