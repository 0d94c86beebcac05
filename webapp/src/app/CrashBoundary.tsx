import { Component, type ReactNode } from 'react';
import { AuthLayout } from './AuthLayout.tsx';
import { CrashMessage } from './CrashMessage.tsx';

interface CrashBoundaryProps {
  children: ReactNode;
}

/** Catches what no route caught, so that a mistake in a page never leaves a blank one. */
export class CrashBoundary extends Component<CrashBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    return this.state.error === undefined ? (
      this.props.children
    ) : (
      <AuthLayout>
        <CrashMessage error={this.state.error} />
      </AuthLayout>
    );
  }
}
