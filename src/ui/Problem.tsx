import { __ } from '@wordpress/i18n';
import { useEffect } from 'react';
import { ApiError } from '../api/errors';
import { Button, Notice } from './controls';

type Props = {
	/** Whatever was thrown; nothing is shown for null. */
	error: unknown;
	onRetry?: () => void;
	retryLabel?: string;
};

/** What happened, what it means and what to press; read out at once. */
export function Problem( { error, onRetry, retryLabel }: Props ) {
	const isNone = error === null || error === undefined;
	const isOurs = ! isNone && ! ( error instanceof ApiError );
	useEffect( () => {
		if ( isOurs ) {
			// A fault of this page's own code: a developer finds it in the console.
			window.console.error( error );
		}
	}, [ isOurs, error ] );
	if ( isNone ) {
		return null;
	}
	const { message, meaning } = sentences( error );
	return (
		<Notice
			status="error"
			className="sors-problem"
			spokenMessage={ `${ message } ${ meaning }` }
			politeness="assertive"
		>
			<p>
				<strong>{ message }</strong> { meaning }
			</p>
			{ onRetry && (
				<Button variant="secondary" onClick={ () => onRetry() }>
					{ retryLabel ??
						__( 'Try again', 'sors-api-for-woocommerce' ) }
				</Button>
			) }
		</Notice>
	);
}

type FieldProps = {
	problem: { severity: 'error' | 'warning'; message: string } | null;
};

/** What is wrong with one field, right under it. */
export function FieldProblem( { problem }: FieldProps ) {
	return problem === null ? null : (
		<Notice status={ problem.severity }>{ problem.message }</Notice>
	);
}

function sentences( error: unknown ): { message: string; meaning: string } {
	if ( error instanceof ApiError ) {
		return error;
	}
	return {
		message: __(
			'Something went wrong in this page.',
			'sors-api-for-woocommerce'
		),
		meaning: __(
			'Orders and stock are not touched by it. Reload the page and try again.',
			'sors-api-for-woocommerce'
		),
	};
}
