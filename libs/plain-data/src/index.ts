export { defined } from './defined';
export { hasUnsafeInteger, unsafeIntegerPath } from './unsafe-integers';
export { closestName, figure, orList } from './wording';
