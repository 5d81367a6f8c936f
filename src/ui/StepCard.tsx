import { Button, Card, CardBody, CardHeader } from '@wordpress/components';
import { useEffect, useId, useRef } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';

type Props = {
	number: number;
	title: string;
	/** next: its turn, but another step is open. */
	state: 'open' | 'done' | 'next' | 'later';
	/** What was chosen, shown while the step is closed. */
	summary: ReactNode;
	onOpen: () => void;
	/** Set after a step before was finished: the focus follows. */
	takesFocus: boolean;
	children: ReactNode;
};

/** One step of a path: open, done (and open to change), or not yet its turn. */
export function StepCard( {
	number,
	title,
	state,
	summary,
	onOpen,
	takesFocus,
	children,
}: Props ) {
	const heading = useRef< HTMLHeadingElement >( null );
	const id = useId();
	useEffect( () => {
		if ( takesFocus && state === 'open' ) {
			heading.current?.focus();
		}
	}, [ takesFocus, state ] );

	return (
		<Card
			className={ `sors-step sors-step--${ state }` }
			size="small"
			role="group"
			aria-labelledby={ id }
		>
			<CardHeader>
				<h2 id={ id } ref={ heading } tabIndex={ -1 }>
					<span className="sors-step__number" aria-hidden="true">
						{ state === 'done' ? '✓' : number }
					</span>
					{ title }
					{ state === 'done' && (
						<span className="screen-reader-text">
							{ __( '(done)', 'sors-api-for-woocommerce' ) }
						</span>
					) }
				</h2>
				{ ( state === 'done' || state === 'next' ) && (
					<Button
						variant="tertiary"
						onClick={ onOpen }
						aria-label={ openLabel( state, title ) }
						__next40pxDefaultSize
					>
						{ state === 'done'
							? __( 'Change', 'sors-api-for-woocommerce' )
							: __( 'Go on', 'sors-api-for-woocommerce' ) }
					</Button>
				) }
			</CardHeader>
			{ state === 'open' && <CardBody>{ children }</CardBody> }
			{ state === 'done' && (
				<CardBody className="sors-step__summary">{ summary }</CardBody>
			) }
		</Card>
	);
}

const openLabel = ( state: 'done' | 'next', title: string ): string =>
	state === 'done'
		? sprintf(
				/* translators: %s: title of a step, such as "Database" */
				__( 'Change: %s', 'sors-api-for-woocommerce' ),
				title
			)
		: sprintf(
				/* translators: %s: title of a step, such as "Database" */
				__( 'Go on: %s', 'sors-api-for-woocommerce' ),
				title
			);
