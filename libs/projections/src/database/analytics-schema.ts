/** The schema of the views for analysts in PostgreSQL. */
export const ANALYTICS_SCHEMA = 'analytics';
