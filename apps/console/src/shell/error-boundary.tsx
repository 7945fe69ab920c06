import { Component, type ReactNode } from 'react';
import { PageLink } from '../address/links';

interface ErrorBoundaryProps {
  /** What failed at one address may do at another. */
  readonly address: string | undefined;
  readonly children: ReactNode;
}

interface Failure {
  readonly error: Error | undefined;
  readonly address: string | undefined;
}

/** A page that fails leaves the frame standing, says what failed, and how to leave it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, Failure> {
  override state: Failure = { error: undefined, address: this.props.address };

  static getDerivedStateFromError(error: Error): Partial<Failure> {
    return { error };
  }

  static getDerivedStateFromProps({ address }: ErrorBoundaryProps, state: Failure): Partial<Failure> | null {
    return address === state.address ? null : { address, error: undefined };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    return (
      <div className="note bad" role="alert">
        <span className="wrap">This page cannot be shown: {error.message}</span>
        <span className="row">
          <button type="button" onClick={() => location.reload()}>
            Try again
          </button>
          <PageLink to={{ page: 'now' }}>Go to Now</PageLink>
        </span>
      </div>
    );
  }
}
