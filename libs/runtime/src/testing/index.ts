export { countedIds } from './counted-ids';
export { FakeTime } from './fake-time';
export { examples } from './examples';
