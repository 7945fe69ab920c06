import { Shared, useShared } from '../api/shared';

const ITEM = 'journey-ledger.theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const theme = new Shared<Theme>(THEMES.find((known) => known === localStorage.getItem(ITEM)) ?? 'system');

export function applyTheme(): void {
  const chosen = theme.get();
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}

export function chooseTheme(next: Theme): void {
  localStorage.setItem(ITEM, next);
  theme.set(next);
  applyTheme();
}

export function useTheme(): Theme {
  return useShared(theme);
}
