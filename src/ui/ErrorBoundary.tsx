import { Children, Component, type ReactNode } from 'react';
import { Problem } from './Problem';
import { __ } from '@wordpress/i18n';

type Props = {
	/** What it shows: something else is tried again. */
	of?: unknown;
	children: ReactNode;
};

/** A part that breaks says so in its place, and must not take what surrounds it with it. */
export class ErrorBoundary extends Component< Props, { error: unknown } > {
	override state = { error: null as unknown };

	static getDerivedStateFromError( error: unknown ) {
		return { error };
	}

	override componentDidUpdate( { of }: Props ) {
		if ( this.state.error && of !== this.props.of ) {
			this.setState( { error: null } );
		}
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

/** Parts of a screen of which each may break by itself. */
export const ErrorBoundaries = ( { children }: { children: ReactNode } ) => (
	<>
		{ Children.map( children, ( child ) => (
			<ErrorBoundary>{ child }</ErrorBoundary>
		) ) }
	</>
);
