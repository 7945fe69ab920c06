export { type LatenessListener, TimeoutSaga, type TimeoutSagaPorts, type TimeoutSagaStatus } from './timeout-saga';
export { DEFAULT_TIMEOUT_SAGA_OPTIONS, type TimeoutSagaOptions } from './timeout-saga.options';
export { TimeoutsModule, type TimeoutsOptions } from './timeouts.module';
