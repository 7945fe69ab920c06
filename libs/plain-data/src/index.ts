export { defined } from './defined';
export { NamedError } from './named-error';
export { hasUnsafeInteger, unsafeIntegerPath } from './unsafe-integers';
export { closestName, durationText, figure, orList } from './wording';
