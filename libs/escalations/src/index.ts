export { type AskedEscalationCommand, EscalationExecutor } from './commands/escalation-executor';
export {
  EscalationProcessor,
  type EscalationProcessorOptions,
  type EscalationProcessorPorts,
} from './requests/escalation-processor';
export type { EscalationReply } from './commands/escalation-reply';
export { EscalationsModule } from './escalations.module';
export { isLoopback, isPublic } from './webhooks/address-policy';
export { readWebhookTargets, WebhookTargetsError } from './webhooks/read-webhook-targets';
export { DEFAULT_RETRY_POLICY, type RetryPolicy } from './webhooks/retry-schedule';
export { sendWebhook } from './webhooks/send-webhook';
export { type BreakerState, TargetLimiter } from './webhooks/target-limiter';
export { WebhookDispatcher, type WebhookDispatcherPorts } from './webhooks/webhook-dispatcher';
export type { WebhookTarget } from './webhooks/webhook-target';
