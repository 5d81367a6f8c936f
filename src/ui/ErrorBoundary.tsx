import { Component, type ReactNode } from 'react';
import { Problem } from './Problem';
import { __ } from '@wordpress/i18n';

type Props = { children: ReactNode };

/** One screen that breaks must not take the navigation with it. */
export class ErrorBoundary extends Component< Props, { error: unknown } > {
	override state = { error: null as unknown };

	static getDerivedStateFromError( error: unknown ) {
		return { error };
	}

	override render() {
		const { error } = this.state;
		return error ? (
			<Problem
				error={ error }
				onRetry={ () => window.location.reload() }
				retryLabel={ __( 'Reload', 'sors-api-for-woocommerce' ) }
			/>
		) : (
			this.props.children
		);
	}
}
