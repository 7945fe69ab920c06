import type { ReactNode } from 'react';

/** One bar: its length is a share of the longest. */
export function Bar({ share }: { readonly share: number }): ReactNode {
  return (
    <span className="bar" aria-hidden="true">
      <span style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}
