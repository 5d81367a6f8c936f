import { Button } from '@wordpress/components';
import { useEffect, useRef, type ReactNode } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import type { Run, RunKind } from '../../contract/rest/runs';
import { RunProgress } from '../../runs/RunProgress';
import { isActive, kindTexts } from '../../runs/states';
import type { useRun } from '../../runs/useRun';
import { ActionButton } from '../../ui/ActionButton';
import { dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { Difference } from './Difference';

type Props = {
	kind: RunKind;
	state: ReturnType< typeof useRun >;
	/** Shown while no run is under way. */
	idle: ReactNode;
	/** Takes the place of "apply" while a difference waits; given the button that discards it. */
	decision?: ( discard: ReactNode ) => ReactNode;
};

/** One run of the first sync: how it gets on, what it asks, and how to go on where it stopped. */
export function RunStage( { kind, state, idle, decision }: Props ) {
	const { run, loadError, reload, trouble, action, speed } = state;
	const stage = useRef< HTMLDivElement >( null );
	useEffect( () => {
		// The button that was pressed may be gone: the keyboard stays here.
		const page = stage.current?.ownerDocument;
		if ( page && page.activeElement === page.body ) {
			stage.current?.focus( { preventScroll: true } );
		}
	}, [ run?.state ] );

	return (
		<div ref={ stage } tabIndex={ -1 } className="sors-stage">
			<Problem error={ loadError } onRetry={ reload } />
			{ run === undefined && ! loadError && <Skeleton lines={ 4 } /> }
			{ run && run.state !== 'succeeded' && (
				<p role="status">
					<strong>{ kindTexts( kind ).title }:</strong>{ ' ' }
					{ run.message }{ ' ' }
					{ run.resumesAt &&
						sprintf(
							/* translators: %s: date and time */
							__( 'Goes on at %s.', 'sors-api-for-woocommerce' ),
							dateTime( run.resumesAt )
						) }
				</p>
			) }
			{ run && isActive( run.state ) && (
				<RunProgress run={ run } speed={ speed } />
			) }
			{ run?.state === 'awaiting_approval' && <Difference run={ run } /> }
			{ run !== undefined && hasEnded( run ) && ! run?.resumable && idle }
			{ run && (
				<Buttons run={ run } state={ state } decision={ decision } />
			) }
			<Problem error={ action.error } />
			<Problem error={ trouble } />
		</div>
	);
}

const hasEnded = ( run: Run | null ): boolean =>
	run === null || run.state === 'failed' || run.state === 'cancelled';

type ButtonsProps = Pick< Props, 'state' | 'decision' > & { run: Run };

function Buttons( {
	run,
	state: { action, act, start },
	decision,
}: ButtonsProps ) {
	const button = (
		name: 'cancel' | 'approve' | 'discard' | 'resume',
		label: string,
		variant: 'primary' | 'secondary' = 'secondary'
	) => (
		<ActionButton
			action={ action }
			name={ name }
			variant={ variant }
			onPress={ () => act( name ) }
			busyLabel={ __( 'One moment…', 'sors-api-for-woocommerce' ) }
		>
			{ label }
		</ActionButton>
	);
	const discard = button(
		'discard',
		__( 'Discard, change nothing', 'sors-api-for-woocommerce' )
	);
	if ( run.state === 'awaiting_approval' && decision ) {
		return <>{ decision( discard ) }</>;
	}
	return (
		<div className="sors-buttons">
			{ isActive( run.state ) &&
				button( 'cancel', __( 'Cancel', 'sors-api-for-woocommerce' ) ) }
			{ run.state === 'awaiting_approval' && (
				<>
					{ button(
						'approve',
						__( 'Apply these changes', 'sors-api-for-woocommerce' ),
						'primary'
					) }
					{ discard }
				</>
			) }
			{ hasEnded( run ) && run.resumable && (
				<>
					{ button(
						'resume',
						__(
							'Go on where it stopped',
							'sors-api-for-woocommerce'
						),
						'primary'
					) }
					<Button
						variant="tertiary"
						onClick={ () =>
							void action.run( 'again', () => start( run.mode ) )
						}
						__next40pxDefaultSize
					>
						{ __( 'Begin anew', 'sors-api-for-woocommerce' ) }
					</Button>
				</>
			) }
		</div>
	);
}
