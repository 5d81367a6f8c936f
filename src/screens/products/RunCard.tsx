import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Button } from '../../ui/controls';
import type { Run, RunKind } from '../../contract/rest/runs';
import { isActive } from '../../runs/active';
import { Decision } from '../../runs/Decision';
import { waitingText } from '../../runs/menu-bubble';
import { RunBadge } from '../../runs/RunBadge';
import { Counters, RunProgress } from '../../runs/RunProgress';
import type { Speed } from '../../runs/speed';
import { endOf, kindTexts } from '../../runs/states';
import { usePending } from '../../runs/usePending';
import { useRun } from '../../runs/useRun';
import { dateTime } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { EndText } from '../../ui/figures';
import { Loading } from '../../ui/Loading';
import { Panel } from '../../ui/Panel';
import { ActionButton } from '../../ui/ActionButton';
import { ScreenLink } from '../../ui/screen';
import { NewProducts } from './NewProducts';
import { RunReport } from './RunReport';

type Props = {
	kind: RunKind;
	/** Number of a former run; left out, it is the latest. */
	id?: number;
};

/** One kind of run, or one of former runs: its buttons, how it gets on, and what came of it. */
export function RunCard( { kind, id: former }: Props ) {
	const state = useRun( kind, former );
	const { run, trouble, action, leftOut, leaveOut } = state;
	const { title, text } = kindTexts( kind );
	const waits = usePending().find( ( one ) => one.kind === kind );
	const hasHeld = run?.state === 'succeeded' && run.waiting > 0;

	return (
		<Panel
			title={
				run?.database === undefined
					? title
					: sprintf(
							/* translators: 1: kind of run, such as "Catalogue", 2: name of a database */
							__(
								'%1$s: preview of %2$s',
								'sors-api-for-woocommerce'
							),
							title,
							run.database
						)
			}
			badge={ run && <RunBadge run={ run } /> }
			className="sors-run"
			// Buttons make way for others as the run goes on.
			shown={ run?.state }
		>
			<p>{ text }</p>
			<Loading query={ state.query } lines={ 2 }>
				{ () => (
					<>
						<div className="sors-buttons">
							<RunButtons
								kind={ kind }
								state={ state }
								canStart={ former === undefined }
							/>
						</div>
						{ waits && ( former === undefined || hasHeld ) && (
							<p>
								<ScreenLink
									to="products"
									params={ { view: 'pending', kind } }
								>
									{ waitingText( waits.waiting ) }
								</ScreenLink>
							</p>
						) }
						<Problem error={ action.error } />
						<Problem
							error={ trouble }
							onRetry={ () => void state.retry() }
						/>
						{ run && (
							<Result
								run={ run }
								isBusy={ action.busy !== null }
								onApprove={ ( items ) =>
									action.run( 'chosen', () =>
										state.approve( items )
									)
								}
								speed={ state.speed }
								isAlone={ former !== undefined }
								leftOut={ leftOut }
								onLeaveOut={ leaveOut }
							/>
						) }
					</>
				) }
			</Loading>
		</Panel>
	);
}

type ResultProps = {
	run: Run;
	speed: Speed | null;
	/** It is what the page is about: its items are shown unasked, as those that wait for a person are. */
	isAlone: boolean;
	isBusy: boolean;
	onApprove: ( items: number[] ) => Promise< boolean >;
	leftOut: number[];
	onLeaveOut: ( items: number[] ) => void;
};

function Result( {
	run,
	speed,
	isAlone,
	isBusy,
	onApprove,
	leftOut,
	onLeaveOut,
}: ResultProps ) {
	const [ isOpen, setOpen ] = useState< boolean | null >( null );
	const active = isActive( run.state );
	const isShown =
		! active &&
		( isOpen ?? ( isAlone || run.state === 'awaiting_approval' ) );
	return (
		<div className="sors-result">
			<EndText isOver={ ! active }>
				{ run.message && (
					<p className="sors-result__message">{ run.message }</p>
				) }
			</EndText>
			{ active && run.resumesAt && (
				<p>
					{ sprintf(
						/* translators: %s: date and time */
						__( 'Continues on %s.', 'sors-api-for-woocommerce' ),
						dateTime( run.resumesAt )
					) }
				</p>
			) }
			{ active ? (
				<RunProgress run={ run } speed={ speed } />
			) : (
				<Counters run={ run } />
			) }
			{ ! active && (
				<>
					<p className="sors-result__when">
						{ sprintf(
							/* translators: %s: date and time */
							__( 'Last change: %s', 'sors-api-for-woocommerce' ),
							dateTime( endOf( run ) )
						) }{ ' ' }
						<Button
							variant="link"
							aria-expanded={ isShown }
							onClick={ () => setOpen( ! isShown ) }
						>
							{ isShown
								? __( 'Hide items', 'sors-api-for-woocommerce' )
								: __(
										'Show items',
										'sors-api-for-woocommerce'
									) }
						</Button>
					</p>
					{ run.kind === 'catalog' &&
						run.state === 'awaiting_approval' && (
							<NewProducts
								run={ run }
								isBusy={ isBusy }
								leftOut={ leftOut }
								onLeaveOut={ onLeaveOut }
							/>
						) }
					{ isShown && (
						<RunReport
							key={ `${ run.id }${ run.state }` }
							run={ run }
							isBusy={ isBusy }
							onApprove={ onApprove }
							leftOut={ leftOut }
							onLeaveOut={ onLeaveOut }
						/>
					) }
				</>
			) }
		</div>
	);
}

type ButtonsProps = {
	kind: RunKind;
	state: ReturnType< typeof useRun >;
	/** False where a former run is looked at. */
	canStart: boolean;
};

/** What can be done with a kind of run as it stands now. */
function RunButtons( { kind, state, canStart }: ButtonsProps ) {
	const { run, action, start, act } = state;
	const of = ( label: string ) => `${ label } – ${ kindTexts( kind ).title }`;
	const working = __( 'One moment…', 'sors-api-for-woocommerce' );
	const button = (
		name: string,
		label: string,
		onPress: () => Promise< void >,
		variant: 'primary' | 'secondary' = 'secondary'
	) => (
		// By name: else one would turn into another under the keyboard.
		<ActionButton
			key={ name }
			action={ action }
			name={ name }
			label={ of( label ) }
			variant={ variant }
			onPress={ onPress }
			busyLabel={ working }
		>
			{ label }
		</ActionButton>
	);

	if ( run && isActive( run.state ) ) {
		return button(
			'cancel',
			__( 'Cancel', 'sors-api-for-woocommerce' ),
			() => act( 'cancel' )
		);
	}
	if ( run?.state === 'awaiting_approval' ) {
		return <Decision state={ state } button={ button } />;
	}
	return (
		<>
			{ run?.resumable &&
				button(
					'resume',
					__( 'Resume', 'sors-api-for-woocommerce' ),
					() => act( 'resume' ),
					'primary'
				) }
			{ canStart &&
				button(
					'apply',
					startLabel( kind ),
					() => start( 'apply' ),
					run?.resumable ? 'secondary' : 'primary'
				) }
			{ canStart &&
				button(
					'preview',
					__( 'Preview', 'sors-api-for-woocommerce' ),
					() => start( 'preview' )
				) }
		</>
	);
}

function startLabel( kind: RunKind ): string {
	switch ( kind ) {
		case 'catalog':
			return __( 'Bring in the catalogue', 'sors-api-for-woocommerce' );
		case 'stock':
			return __( 'Update stock and prices', 'sors-api-for-woocommerce' );
		case 'images':
			return __( 'Bring in images', 'sors-api-for-woocommerce' );
	}
}
