import type { Page } from '../address/page';

/** The pages that the frame leads to, with those that belong to each entry. */
export const NAV: readonly { readonly to: Page; readonly name: string; readonly pages: readonly Page['page'][] }[] = [
  { to: { page: 'now' }, name: 'Now', pages: ['now'] },
  { to: { page: 'find' }, name: 'Find', pages: ['find', 'journey'] },
  { to: { page: 'definitions' }, name: 'Definitions', pages: ['definitions'] },
  { to: { page: 'operations' }, name: 'Operations', pages: ['operations'] },
  { to: { page: 'analytics' }, name: 'Analytics', pages: ['analytics'] },
  { to: { page: 'try' }, name: 'Try it', pages: ['try'] },
  { to: { page: 'settings' }, name: 'Settings', pages: ['settings'] },
];
