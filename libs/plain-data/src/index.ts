export { defined } from './defined';
export { hasUnsafeInteger, unsafeIntegerPath } from './unsafe-integers';
