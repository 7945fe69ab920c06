/** The types of the HTTP API, as they are generated from its document. */
export type { paths } from '../generated/api.types';
export type { components } from '../../../../libs/client/src/generated/api.types';
