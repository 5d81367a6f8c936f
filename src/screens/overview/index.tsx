import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { useEffect } from 'react';
import { pauseAfter } from '../../api/client';
import { overviewQuery } from '../../api/overview';
import type { Overview as OverviewData } from '../../contract/rest/overview';
import { useFirstRunStage } from '../../ui/first-run-stage';
import { ErrorBoundaries } from '../../ui/ErrorBoundary';
import { Heading, ScreenLink } from '../../ui/screen';
import { goTo } from '../../ui/navigation';
import { Problem } from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { MissingParts } from '../../ui/woocommerce';
import { stateText } from '../../orders/texts';
import { number, dateTime } from '../../ui/format';
import { testConnection } from '../../api/connection';
import { TestResult } from '../../settings/TestResult';
import { ActionButton } from '../../ui/ActionButton';
import { useAction } from '../../ui/useAction';
import { Activity, RunLines } from './Runs';
import { Agreement } from './Agreement';
import { OrdersChart, RunsChart, Summary } from './Charts';
import { Decisions } from './Decisions';
import { Panel } from '../../ui/Panel';

const A_MOMENT = 5000;
const A_MINUTE = 60_000;

/** Is it connected, what ran and what comes next, and what needs a decision. */
export default function Overview() {
	const query = useQuery( {
		...overviewQuery,
		// While it is open, it says how things are now, not how they were in the morning.
		refetchInterval: ( { state } ) =>
			pauseAfter(
				state,
				state.data?.runs.some( ( { active } ) => active )
					? A_MOMENT
					: A_MINUTE
			),
		refetchOnWindowFocus: true,
	} );
	const isNew = query.data?.connection.configured === false;
	useEffect( () => {
		if ( isNew ) {
			// Nothing to see yet: the first thing to do is to connect.
			goTo( 'connect', {}, { replace: true } );
		}
	}, [ isNew ] );

	return (
		<>
			<Heading>{ __( 'Overview', 'sors-api-for-woocommerce' ) }</Heading>
			<Loading query={ query } lines={ 16 }>
				{ ( overview ) =>
					! isNew && (
						<Content
							overview={ overview }
							reload={ () => query.refetch() }
						/>
					)
				}
			</Loading>
		</>
	);
}

type Props = { overview: OverviewData; reload: () => Promise< unknown > };

function Content( { overview, reload }: Props ) {
	const { connection, decisions, runs, recentRuns } = overview;
	const isFirstRunDone = useFirstRunStage() === 'finished';
	return (
		<ErrorBoundaries>
			<Decisions
				decisions={ decisions }
				isUnfinished={
					! isFirstRunDone &&
					runs.every( ( { last } ) => last === null )
				}
				onDecided={ reload }
			/>
			<Agreement agreement={ overview.agreement } />
			<MissingParts />
			<Summary overview={ overview } />
			<div className="sors-columns is-charts">
				<ErrorBoundaries>
					<OrdersChart days={ overview.ordersByDay } />
					<RunsChart runs={ recentRuns } />
				</ErrorBoundaries>
			</div>
			<div className="sors-columns is-uneven">
				<ErrorBoundaries>
					<Activity runs={ recentRuns } />
				</ErrorBoundaries>
				<div className="sors-stack">
					<Panel title={ __( 'Syncs', 'sors-api-for-woocommerce' ) }>
						<RunLines runs={ runs } />
					</Panel>
					<Panel title={ __( 'Orders', 'sors-api-for-woocommerce' ) }>
						<OrderCounts outbox={ overview.outbox } />
					</Panel>
					<Panel
						title={ __( 'Connection', 'sors-api-for-woocommerce' ) }
					>
						<Connection
							connection={ connection }
							onTested={ reload }
						/>
					</Panel>
				</div>
			</div>
		</ErrorBoundaries>
	);
}

/** How many orders are in each state, each leading to them. */
function OrderCounts( { outbox }: Pick< OverviewData, 'outbox' > ) {
	const present = outbox.filter( ( { count } ) => count > 0 );
	return present.length === 0 ? (
		<p>{ __( 'No orders yet.', 'sors-api-for-woocommerce' ) }</p>
	) : (
		<ul className="sors-lines">
			{ present.map( ( { state, count } ) => (
				<li key={ state }>
					<ScreenLink to="orders" params={ { state } }>
						{ stateText( state ).label }
					</ScreenLink>
					<strong>{ number( count ) }</strong>
				</li>
			) ) }
		</ul>
	);
}

type ConnectionProps = Pick< OverviewData, 'connection' > & {
	onTested: () => void;
};

/** How the last test went, and the button for the next. */
function Connection( { connection, onTested }: ConnectionProps ) {
	const { lastTest, lastTestAt } = connection;
	const action = useAction();
	return (
		<>
			<TestResult test={ lastTest } />
			<p>
				{ lastTestAt
					? sprintf(
							/* translators: %s: date and time */
							__( 'Last tested: %s', 'sors-api-for-woocommerce' ),
							dateTime( lastTestAt )
						)
					: __(
							'Not tested since the key was saved.',
							'sors-api-for-woocommerce'
						) }
			</p>
			<div className="sors-buttons">
				<ActionButton
					action={ action }
					name="test"
					onPress={ async () => {
						await testConnection();
						onTested();
					} }
					busyLabel={ __( 'Testing…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Test now', 'sors-api-for-woocommerce' ) }
				</ActionButton>
				<ScreenLink to="connect" variant="tertiary">
					{ __(
						'Change the connection',
						'sors-api-for-woocommerce'
					) }
				</ScreenLink>
			</div>
			<Problem error={ action.error } />
		</>
	);
}
