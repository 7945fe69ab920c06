export { PoliciesModule } from './policies.module';
export { PolicyRecorder, type PolicyRecorderPorts } from './policy-recorder';
export { PolicyWatch, type PolicyWatchOptions, type PolicyWatchStatus } from './policy-watch';
