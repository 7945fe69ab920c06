import type { ReactNode } from 'react';
import type { JourneyPage as P } from '../../address/page';
export default function JourneyPage(_: { readonly page: P }): ReactNode {
  return null;
}
