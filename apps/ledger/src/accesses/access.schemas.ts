import { Type } from '@sinclair/typebox';
import {
  component,
  count,
  hash,
  instant,
  list,
  NEXT_CURSOR,
  object,
  orNull,
  text,
  type Reply,
} from '../openapi/schema-parts';

export const Access = component('RecordedRead', 'Who read what.', {
  at: instant('When it was read; the first time of several.'),
  until: instant('The last time of several.'),
  times: Type.Integer({ minimum: 1, description: 'How often: the same reads of one second are one line.' }),
  subject: text('Name of the key, subject of the access token, or anonymous.'),
  clientId: orNull(text('Id of the key, or client of the access token; null without authentication.')),
  route: text('The call, by its operationId.'),
  sessionIds: orNull(list('The journeys that it gave.', text('Key of a journey.'))),
  query: orNull(
    object('Of reads that do not name one journey: which question it was, without its values.', {
      hash: hash('SHA-256 of address and parameters.'),
      count: Type.Optional(count('Rows that it gave; absent of streams.')),
    }),
  ),
  purpose: orNull(text('What the caller gave as X-Purpose.')),
  position: text('Position of the event that holds it.'),
});
export type Access = Reply<typeof Access>;

export const AccessPage = component('AccessPage', 'One page of who read what, newest first.', {
  accesses: list('The reads of this page: it may have none although later pages do.', Access),
  searchedFrom: instant('All reads from then on were looked through.'),
  nextCursor: NEXT_CURSOR,
});
export type AccessPage = Reply<typeof AccessPage>;
