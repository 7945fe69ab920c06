export * from './clock';
export * from './command-reply';
export * from './journey-command-request';
