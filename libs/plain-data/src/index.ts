export { defined } from './defined';
export { NamedError } from './named-error';
export { hasUnsafeInteger, unsafeIntegerPath } from './unsafe-integers';
export { closestName, figure, orList } from './wording';
