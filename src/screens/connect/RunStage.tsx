import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { useRef, type ReactNode } from 'react';
import type { Run, RunKind } from '../../contract/rest/runs';
import { isActive } from '../../runs/active';
import { Decision } from '../../runs/Decision';
import { PendingChanges } from '../../runs/PendingChanges';
import { RunAtWork } from '../../runs/RunProgress';
import { outcomeLabel, plannedLabel } from '../../runs/states';
import type { useRun } from '../../runs/useRun';
import { ActionButton } from '../../ui/ActionButton';
import { Problem } from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { runItemsQuery } from '../../api/runs';
import { useHeldFocus } from '../../ui/focus';
import { Counts } from '../../ui/figures';
import { Changes } from '../../runs/Changes';
import { Badge } from '../../ui/Badge';
import { ScreenLink } from '../../ui/screen';

type Props = {
	kind: RunKind;
	state: ReturnType< typeof useRun >;
	/** Shown while no run is under way. */
	idle: ReactNode;
	/** Takes the place of "apply" while a difference waits; given the button that discards it. */
	decision?: ( discard: ReactNode ) => ReactNode;
	/** It has ended, and what it held waits for a decision. */
	holds: boolean;
	/** Begins again where what was done before is not resumed. */
	again: () => Promise< void >;
};

/** One run of the first sync: how it gets on, what it asks, and how to go on where it stopped. */
export function RunStage( {
	kind,
	state,
	idle,
	decision,
	holds,
	again,
}: Props ) {
	const { run, query, trouble, action, speed } = state;
	const stage = useRef< HTMLDivElement >( null );
	// The button that was pressed may go.
	useHeldFocus( stage, run?.state, { home: stage } );

	return (
		<div ref={ stage } tabIndex={ -1 } className="sors-stage">
			<Loading query={ query } lines={ 4 } />
			{ run && run.state !== 'succeeded' && (
				<RunAtWork run={ run } speed={ speed } />
			) }
			{ run?.state === 'awaiting_approval' && <Difference run={ run } /> }
			{ holds && <PendingChanges kind={ kind } /> }
			{ run !== undefined && hasEnded( run ) && ! run?.resumable && idle }
			{ run && (
				<Buttons
					run={ run }
					state={ state }
					decision={ decision }
					again={ again }
				/>
			) }
			<Problem error={ action.error } />
			<Problem error={ trouble } onRetry={ () => void state.retry() } />
		</div>
	);
}

const hasEnded = ( run: Run | null ): boolean =>
	run === null || run.state === 'failed' || run.state === 'cancelled';

type ButtonsProps = Pick< Props, 'state' | 'decision' | 'again' > & {
	run: Run;
};

function Buttons( { run, state, decision, again }: ButtonsProps ) {
	const { action, act } = state;
	const button = (
		name: string,
		label: string,
		onPress: () => Promise< void >,
		variant: 'primary' | 'secondary' = 'secondary'
	) => (
		<ActionButton
			key={ name }
			action={ action }
			name={ name }
			variant={ variant }
			onPress={ onPress }
			busyLabel={ __( 'One moment…', 'sors-api-for-woocommerce' ) }
		>
			{ label }
		</ActionButton>
	);
	if ( run.state === 'awaiting_approval' && decision ) {
		return (
			<>
				{ decision(
					button(
						'discard',
						__( 'Discard', 'sors-api-for-woocommerce' ),
						() => act( 'discard' )
					)
				) }
			</>
		);
	}
	return (
		<div className="sors-buttons">
			{ isActive( run.state ) &&
				button(
					'cancel',
					__( 'Cancel', 'sors-api-for-woocommerce' ),
					() => act( 'cancel' )
				) }
			{ run.state === 'awaiting_approval' && (
				<Decision state={ state } button={ button } />
			) }
			{ hasEnded( run ) && run.resumable && (
				<>
					{ button(
						'resume',
						__(
							'Resume where it stopped',
							'sors-api-for-woocommerce'
						),
						() => act( 'resume' ),
						'primary'
					) }
					<ActionButton
						action={ action }
						name="again"
						variant="tertiary"
						onPress={ again }
						busyLabel={ __(
							'One moment…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __( 'Start again', 'sors-api-for-woocommerce' ) }
					</ActionButton>
				</>
			) }
		</div>
	);
}

const SHOWN = 6;

/** What a waiting run would do to the shop: the figures, the first few items, and the way to all of them. */
function Difference( { run }: { run: Run } ) {
	const query = useQuery(
		runItemsQuery( run, { outcome: 'planned', per_page: SHOWN } )
	);
	return (
		<Loading query={ query } lines={ SHOWN }>
			{ ( { items, total } ) => (
				<div className="sors-would-change">
					<Counts
						counts={ [
							{
								name: 'changes',
								label: outcomeLabel( 'planned' ),
								count: total,
							},
							{
								name: 'unchanged',
								label: __(
									'Stay as they are',
									'sors-api-for-woocommerce'
								),
								count: run.unchanged,
							},
							{
								name: 'skipped',
								label: outcomeLabel( 'skipped' ),
								count: run.skipped,
							},
						] }
					/>
					<ul>
						{ items.map( ( item ) => (
							<li key={ item.id }>
								<div>
									<strong>{ item.name }</strong>{ ' ' }
									<span className="sors-help">
										{ item.code }
									</span>{ ' ' }
									<Badge tone="busy">
										{ plannedLabel( item.action ) }
									</Badge>
								</div>
								<Changes item={ item } />
							</li>
						) ) }
					</ul>
					<ScreenLink
						to="products"
						params={ { run: String( run.id ) } }
					>
						{ __( 'See all of them', 'sors-api-for-woocommerce' ) }
					</ScreenLink>
				</div>
			) }
		</Loading>
	);
}
