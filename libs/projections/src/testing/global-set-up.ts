// What Jest's global set-up needs. It runs before Jest knows the names `@ledger/<lib>`, so it cannot go through index.ts.
export { offerSharedPostgres } from './postgres/shared-postgres';
