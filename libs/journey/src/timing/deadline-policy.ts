/** Which rule set a deadline: the definition, operations' override of a state, or one session's own. */
export const DEADLINE_POLICIES = ['definition', 'override', 'session'] as const;
export type DeadlinePolicy = (typeof DEADLINE_POLICIES)[number];
