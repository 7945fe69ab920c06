import { Shared, useShared } from '../api/shared';

const ITEM = 'journey-ledger.theme';
const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const theme = new Shared<Theme>(THEMES.find((known) => known === localStorage.getItem(ITEM)) ?? 'system');

export function applyTheme(): void {
  const chosen = theme.get();
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}

/** From one theme to the next: as the system has it, light, dark. */
export function nextTheme(): void {
  const next = THEMES[(THEMES.indexOf(theme.get()) + 1) % THEMES.length] ?? 'system';
  localStorage.setItem(ITEM, next);
  theme.set(next);
  applyTheme();
}

export function useTheme(): Theme {
  return useShared(theme);
}
