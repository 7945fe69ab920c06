export { defined } from './defined';
export { extended } from './extended';
export { NamedError } from './named-error';
export type { PortToken } from './port-token';
export { hasUnsafeInteger, unsafeIntegerPath } from './unsafe-integers';
export { closestName, durationText, figure, orList } from './wording';
