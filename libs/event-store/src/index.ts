export * from './envelope.types';
export * from './errors';
export * from './event-store';
export * from './position';
export * from './stream-name';
