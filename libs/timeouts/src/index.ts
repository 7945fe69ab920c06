export { TimeoutSaga } from './timeout-saga';
export { DEFAULT_TIMEOUT_SAGA_OPTIONS, type TimeoutSagaOptions } from './timeout-saga.options';
export { TimeoutsModule } from './timeouts.module';
