/** Which rule set a deadline: the definition, operations' override of a state, or one session's own. */
export type DeadlinePolicy = 'definition' | 'override' | 'session';
