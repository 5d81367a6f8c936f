import { useQueryClient } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useRef, useState } from 'react';
import { Refused } from '../api/errors';
import { decidePending, PENDING, pendingQuery } from '../api/pending';
import {
	pendingClass,
	type PendingDecision,
	type PendingItem,
} from '../contract/rest/pending';
import { runKind, type Run, type RunKind } from '../contract/rest/runs';
import { useHeldFocus } from '../ui/focus';
import { number } from '../ui/format';
import { Problem } from '../ui/Problem';
import { listParams, oneOf, type TableQuery } from '../ui/table/types';
import { useTable } from '../ui/table/useTable';
import { useAction } from '../ui/useAction';
import { useMenuBubble } from './menu-bubble';
import { PendingKinds } from './PendingKinds';
import { PendingList } from './PendingList';
import { RunAtWork } from './RunProgress';
import { useRun } from './useRun';

type Props = {
	/** No others are shown. */
	kind?: RunKind;
	/** As useTable() takes it. */
	given?: [ TableQuery, ( to: TableQuery ) => void ];
};

/** What syncs hold until a person decides: why it waits, all of it, and yes or no to some or to the whole of a kind. */
export function PendingChanges( { kind, given }: Props ) {
	const client = useQueryClient();
	const table = useTable(
		( query ) =>
			pendingQuery( {
				kind: kind ?? oneOf( runKind, query.filters.kind ),
				class: oneOf( pendingClass, query.filters.class ),
				...listParams( query ),
			} ),
		// A tab that was left open says what waits now.
		{ given, polling: { refetchOnWindowFocus: true } }
	);
	const { data } = table;
	useMenuBubble( data?.kinds );
	const kinds = ( data?.kinds ?? [] ).filter(
		( one ) => kind === undefined || one.kind === kind
	);
	const place = useRef< HTMLDivElement >( null );
	// What was decided goes, with the button that was pressed.
	useHeldFocus( place, data, { home: place } );
	const action = useAction();
	const [ chosen, setChosen ] = useState< string[] >( [] );
	const [ said, setSaid ] = useState( '' );
	const [ begun, setBegun ] = useState< Run | null >( null );

	const reload = () => client.invalidateQueries( { queryKey: PENDING } );
	const decide = ( decision: PendingDecision ) =>
		action.run( 'decide', async () => {
			setSaid( '' );
			try {
				const { decided, run } = await decidePending( decision );
				setChosen( [] );
				setBegun( ( last ) => run ?? last );
				await reload();
				setSaid( textOf( decision.as, decided, run ) );
			} catch ( error ) {
				if ( error instanceof Refused ) {
					// Decided elsewhere, or by a sync: the list is out of date.
					await reload();
				}
				throw error;
			}
		} );
	const decideSome = ( as: PendingDecision[ 'as' ], items: PendingItem[] ) =>
		void decide( { as, ids: items.map( ( { id } ) => id ) } );

	return (
		<div ref={ place } tabIndex={ -1 } className="sors-pending">
			{ kinds.length > 0 && (
				<p>
					{ __(
						'What you approve is compared with SORS once more and written at once.',
						'sors-api-for-woocommerce'
					) }{ ' ' }
					{ __(
						'Discarding leaves the shop as it is; if it still differs, the next sync asks again.',
						'sors-api-for-woocommerce'
					) }
				</p>
			) }
			<div role="status">
				{ action.busy !== null &&
					__( 'One moment…', 'sors-api-for-woocommerce' ) }
				{ said !== '' && <p className="sors-said">{ said }</p> }
			</div>
			<Problem error={ action.error } />
			{ begun && <AtWork key={ begun.id } begun={ begun } /> }
			{ data && (
				<PendingKinds
					kinds={ kinds }
					at={ data.at }
					isBusy={ action.busy !== null }
					onDecide={ ( decision ) => void decide( decision ) }
				/>
			) }
			<PendingList
				table={ table }
				ofOneKind={ kind !== undefined }
				chosen={ chosen }
				onChoose={ setChosen }
				onDecide={ decideSome }
			/>
		</div>
	);
}

function textOf(
	as: PendingDecision[ 'as' ],
	decided: number,
	run: Run | null
): string {
	if ( as === 'discard' ) {
		return sprintf(
			/* translators: %s: number of changes */
			_n(
				'%s change was discarded.',
				'%s changes were discarded.',
				decided,
				'sors-api-for-woocommerce'
			),
			number( decided )
		);
	}
	const approved = sprintf(
		/* translators: %s: number of changes */
		_n(
			'%s change was approved.',
			'%s changes were approved.',
			decided,
			'sors-api-for-woocommerce'
		),
		number( decided )
	);
	return run
		? approved
		: `${ approved } ${ __(
				'Another sync is at work: what you approved is written when it has ended.',
				'sors-api-for-woocommerce'
			) }`;
}

/** The sync that writes what was approved. */
function AtWork( { begun }: { begun: Run } ) {
	const { run, speed, trouble, retry } = useRun( begun.kind, begun.id );
	return (
		<>
			<RunAtWork run={ run ?? begun } speed={ speed } />
			<Problem error={ trouble } onRetry={ () => void retry() } />
		</>
	);
}
