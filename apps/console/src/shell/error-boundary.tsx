import { Component, type ReactNode } from 'react';
import { ErrorNote } from '../parts/notes';

interface ErrorBoundaryProps {
  readonly children: ReactNode;
}

/** A page that fails leaves the frame standing, and says what failed. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error?: Error }> {
  override state: { readonly error?: Error } = {};

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <ErrorNote error={error} onRetry={() => location.reload()} /> : this.props.children;
  }
}
