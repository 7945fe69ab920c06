export * from './definition';
export * from './journey.commands';
export * from './journey.decision';
export * from './journey.events';
export * from './journey.state';
export * from './journey.view.types';
export * from './attempt.events';
export * from './definition.events';
