import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { __ } from '@wordpress/i18n';
import { pollWhile } from '../../api/client';
import { overviewQuery } from '../../api/overview';
import type { Overview as OverviewData } from '../../contract/rest/overview';
import { Heading } from '../../ui/Heading';
import { goTo } from '../../ui/navigation';
import { Problem } from '../../ui/Problem';
import { Skeleton } from '../../ui/Skeleton';
import { Activity } from './Activity';
import { OrdersChart, RunsChart } from './Charts';
import { Connection } from './Connection';
import { Decisions } from './Decisions';
import { OrderCounts } from './OrderCounts';
import { RunLines } from './RunLines';
import { Section } from './Section';
import { Summary } from './Summary';

/** Is it connected, what ran and what comes next, and what needs a decision. */
export default function Overview() {
	const { data, error, refetch } = useQuery( {
		...overviewQuery,
		...pollWhile( ( { runs }: OverviewData ) =>
			runs.some( ( { active } ) => active )
		),
	} );
	const reload = () => void refetch();
	const isNew = data !== undefined && ! data.connection.configured;
	useEffect( () => {
		if ( isNew ) {
			// Nothing to look at yet: the first thing to do is to connect.
			goTo( 'connect', {}, { replace: true } );
		}
	}, [ isNew ] );

	return (
		<>
			<Heading>{ __( 'Overview', 'sors-api-for-woocommerce' ) }</Heading>
			<Problem error={ error } onRetry={ reload } />
			{ ! data && error === null && <Skeleton lines={ 16 } /> }
			{ data && ! isNew && (
				<Content overview={ data } reload={ reload } />
			) }
		</>
	);
}

type Props = { overview: OverviewData; reload: () => void };

function Content( { overview, reload }: Props ) {
	const { connection, decisions, runs, recentRuns } = overview;
	return (
		<>
			<Decisions
				decisions={ decisions }
				isUnfinished={ runs.every( ( { last } ) => last === null ) }
				onDecided={ reload }
			/>
			<Summary overview={ overview } />
			<div className="sors-columns is-charts">
				<OrdersChart days={ overview.ordersByDay } />
				<RunsChart runs={ recentRuns } />
			</div>
			<div className="sors-columns is-uneven">
				<Section title={ __( 'What ran', 'sors-api-for-woocommerce' ) }>
					<Activity runs={ recentRuns } />
				</Section>
				<div className="sors-stack">
					<Section
						title={ __( 'Syncs', 'sors-api-for-woocommerce' ) }
					>
						<RunLines runs={ runs } />
					</Section>
					<Section
						title={ __( 'Orders', 'sors-api-for-woocommerce' ) }
					>
						<OrderCounts outbox={ overview.outbox } />
					</Section>
					<Section
						title={ __( 'Connection', 'sors-api-for-woocommerce' ) }
					>
						<Connection
							connection={ connection }
							onTested={ reload }
						/>
					</Section>
				</div>
			</div>
		</>
	);
}
