import { useQuery, useQueryClient } from '@tanstack/react-query';
import { RadioControl } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { pollWhile, tell } from '../../api/client';
import { Refused } from '../../api/errors';
import { approveRest, firstRunQuery, startFirstRun } from '../../api/runs';
import type { FirstRun } from '../../contract/rest/first-run';
import type { Run, RunKind } from '../../contract/rest/runs';
import { approveLabel } from '../../runs/states';
import { useRun } from '../../runs/useRun';
import type { StepProps } from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { Loading } from '../../ui/Loading';
import { noteFirstRunStage } from '../../ui/first-run-stage';
import { RunStage } from './RunStage';
import { StartOptions } from './StartOptions';

/**
 * What the first sync would do, then the sync itself. The server goes from the
 * catalogue to stock and images, also when this page is closed: it is started and
 * shown here. Images take long and nothing waits for them: they end on their own.
 */
export function StartStep( { response, save, onDone }: StepProps ) {
	const query = useQuery( { ...firstRunQuery, ...polling } );
	const isOver =
		query.data?.state === 'done' || query.data?.kind === 'images';
	useWhen( isOver, onDone );
	return (
		<Loading query={ query } lines={ 4 }>
			{ ( firstRun ) =>
				! isOver && (
					<Stage
						firstRun={ firstRun }
						read={ query.refetch }
						response={ response }
						save={ save }
					/>
				)
			}
		</Loading>
	);
}

const polling = pollWhile(
	( { state }: FirstRun ) =>
		state === 'running' || state === 'awaiting_approval',
	3000
);

/** Acts once each time `isDue` becomes true, whatever else changes meanwhile. */
function useWhen( isDue: boolean, act: () => void ): void {
	const latest = useRef( act );
	useEffect( () => {
		latest.current = act;
	} );
	useEffect( () => {
		if ( isDue ) {
			latest.current();
		}
	}, [ isDue ] );
}

type StageProps = Pick< StepProps, 'response' | 'save' > & {
	firstRun: FirstRun;
	read: () => unknown;
};

function Stage( { firstRun, read, response, save }: StageProps ) {
	const client = useQueryClient();
	const kind =
		firstRun.state === 'none' ? 'catalog' : ( firstRun.kind ?? 'catalog' );
	const current = useRun( kind );
	const { run, leftOut, leaveOut } = current;
	const isUnderWay =
		firstRun.state === 'running' || firstRun.state === 'awaiting_approval';
	// Also after the last decision, while a sync writes what was approved.
	const [ heldKind, setHeldKind ] = useState< RunKind | null >( null );
	const hasEnded = run?.state === 'succeeded';
	if (
		firstRun.state === 'awaiting_approval' &&
		hasEnded &&
		heldKind !== kind
	) {
		setHeldKind( kind );
	}
	const isBegun = run !== null && run !== undefined;
	useEffect( () => {
		if ( isBegun ) {
			noteFirstRunStage( 'begun' );
		}
	}, [ isBegun ] );
	const isNextDue = isUnderWay && hasEnded;
	useEffect( () => {
		if ( isNextDue ) {
			// The step that ended this run has begun the next.
			void read();
		}
	}, [ isNextDue, read ] );

	const begin = async ( catalog: Run | undefined ) => {
		const begun = await startFirstRun( catalog );
		await current.query.refetch();
		tell( client, firstRunQuery, begun );
	};
	const approveAndBegin = async () => {
		if ( run && leftOut.length > 0 ) {
			await approveRest( run, leftOut );
			leaveOut( [] );
		}
		await begin( run ?? undefined );
	};
	/** Where the shop refuses to begin, nothing is to happen automatically either: it is asked again with the next start. */
	const takeBack = async ( error: unknown ) => {
		if ( error instanceof Refused ) {
			void current.query.refetch();
			const { exportOrders, schedule } = response.settings;
			await save( { exportOrders, schedule } ).catch( () => {} );
		}
		throw error;
	};
	const again = () => {
		const catalog = firstRun.parts.find(
			( part ) => part.kind === 'catalog'
		);
		return begin(
			catalog?.run?.state === 'succeeded' ? catalog.run : undefined
		);
	};
	const options = ( discard?: ReactNode ) => (
		<StartOptions
			response={ response }
			label={
				run?.state === 'awaiting_approval'
					? approveLabel( run.waiting - leftOut.length )
					: __( 'Start', 'sors-api-for-woocommerce' )
			}
			onStart={ async ( patch ) => {
				await save( patch );
				await approveAndBegin().catch( takeBack );
			} }
		>
			{ discard }
		</StartOptions>
	);

	if ( firstRun.state === 'none' && run?.state === 'succeeded' ) {
		return options();
	}
	return (
		<RunStage
			kind={ kind }
			state={ current }
			idle={ idle() }
			// Of what comes after the catalogue, nothing more is asked than yes or no.
			decision={ isUnderWay || kind !== 'catalog' ? undefined : options }
			holds={ isUnderWay && hasEnded && heldKind === kind }
			again={
				firstRun.state === 'none'
					? () => current.start( 'preview' )
					: again
			}
		/>
	);

	function idle(): ReactNode {
		if ( isUnderWay ) {
			return null;
		}
		return kind === 'catalog' ? (
			<Ask response={ response } save={ save } state={ current } />
		) : (
			<>
				<p role="status">{ firstRun.message }</p>
				<div className="sors-buttons">
					<ActionButton
						action={ current.action }
						name="start"
						variant="primary"
						onPress={ again }
						busyLabel={ __(
							'One moment…',
							'sors-api-for-woocommerce'
						) }
					>
						{ __(
							'Bring in stock and prices',
							'sors-api-for-woocommerce'
						) }
					</ActionButton>
				</div>
			</>
		);
	}
}

type AskProps = Pick< StepProps, 'response' | 'save' > & {
	state: ReturnType< typeof useRun >;
};

/** Before anything was read: what is needed to say what would change. */
function Ask( { response: { settings }, save, state }: AskProps ) {
	const [ status, setStatus ] = useState( settings.newProductStatus );
	return (
		<div className="sors-form">
			<p>
				{ __(
					'First see what would change: all items are read from SORS and compared with your products. Your shop stays as it is meanwhile, and nothing is written to SORS.',
					'sors-api-for-woocommerce'
				) }
			</p>
			<RadioControl
				label={ __( 'New products', 'sors-api-for-woocommerce' ) }
				selected={ status }
				options={ [
					{
						value: 'draft',
						label: __(
							'Come in as drafts',
							'sors-api-for-woocommerce'
						),
						description: __(
							'Customers see a product once you have published it.',
							'sors-api-for-woocommerce'
						),
					},
					{
						value: 'publish',
						label: __(
							'Are published at once',
							'sors-api-for-woocommerce'
						),
						description: __(
							'Customers see them as soon as they are in. Only services and materials wait as drafts: services may stand for shipping, fees or rounding.',
							'sors-api-for-woocommerce'
						),
					},
				] }
				onChange={ ( value ) => setStatus( value as typeof status ) }
			/>
			<div className="sors-buttons">
				<ActionButton
					action={ state.action }
					name="preview"
					variant="primary"
					onPress={ async () => {
						await save( { newProductStatus: status } );
						await state.start( 'preview' );
					} }
					busyLabel={ __(
						'One moment…',
						'sors-api-for-woocommerce'
					) }
				>
					{ __(
						'Show what would change',
						'sors-api-for-woocommerce'
					) }
				</ActionButton>
			</div>
		</div>
	);
}
