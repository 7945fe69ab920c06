/** The calls by who needs them: flow builders first, then operations, analysts and auditors, and monitoring. */
export const TAGS = [
  { name: 'Flow', description: 'For call flows: flat in, flat out, status 200 for every outcome.' },
  { name: 'Records', description: 'The data-store calls that existing flows are written against.' },
  { name: 'Journeys', description: 'Start, read and move single journeys; search them; read a timeline.' },
  { name: 'Commands', description: 'Many commands in one request, and history import.' },
  { name: 'Definitions', description: 'Check, publish and read the state machines that journeys run.' },
  { name: 'Timeouts', description: 'Open deadlines, overrides of timeouts, and pausing all of them.' },
  { name: 'Escalations', description: 'The pull queue of agent desks, and dead letters of webhooks.' },
  { name: 'Policies', description: 'What live journeys broke of the policies of their definitions.' },
  { name: 'Batch operations', description: 'Stuck journeys; abort, move, restart or migrate many of them.' },
  { name: 'Projections', description: 'Position, lag and rebuild of the read models, and their dead letters.' },
  { name: 'Analytics', description: 'Transitions, dwell times, funnels, variants and timeouts.' },
  { name: 'Exports', description: 'Event logs in the formats of process-mining tools.' },
  { name: 'Sandboxes', description: 'In-memory journeys to try a definition on; nothing reaches the ledger.' },
  { name: 'Events', description: 'The ledger’s events as they are stored, live.' },
  { name: 'Access', description: 'Who read what of the journeys.' },
  { name: 'Keys', description: 'API keys: create, list, rotate and revoke them; get an access token for one.' },
  { name: 'Monitoring', description: 'Health, metrics, and what the code of a problem means.' },
] as const;

export type Tag = (typeof TAGS)[number]['name'];
