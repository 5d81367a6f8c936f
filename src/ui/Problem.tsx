import { Button, Notice } from '@wordpress/components';
import { useEffect } from 'react';
import { __ } from '@wordpress/i18n';
import { ApiError } from '../api/errors';

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
			// In this page's own code: whoever looks for it finds it in the console.
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
			isDismissible={ false }
			className="sors-problem"
			spokenMessage={ `${ message } ${ meaning }` }
			politeness="assertive"
		>
			<p>
				<strong>{ message }</strong> { meaning }
			</p>
			{ onRetry && (
				<Button
					variant="secondary"
					onClick={ () => onRetry() }
					__next40pxDefaultSize
				>
					{ retryLabel ??
						__( 'Try again', 'sors-api-for-woocommerce' ) }
				</Button>
			) }
		</Notice>
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
