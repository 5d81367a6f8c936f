import { Card, CardBody, CardHeader } from '@wordpress/components';
import { useEffect } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import type { ReactNode } from 'react';
import { getOverview } from '../../api/overview';
import type { Overview as OverviewData } from '../../contract/overview';
import { dateTime, number } from '../../ui/format';
import { Heading } from '../../ui/Heading';
import { goTo } from '../../ui/navigation';
import { Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/ScreenLink';
import { Skeleton } from '../../ui/Skeleton';
import { useLoad } from '../../ui/useLoad';
import { usePolling } from '../../ui/usePolling';
import { stateText } from '../orders/texts';
import { answeredIn } from '../connect/TestResult';
import { Decisions } from './Decisions';
import { RunLines } from './RunLines';

/** Is it connected, what ran, and what needs a decision. */
export default function Overview() {
	const { value, error, reload } = useLoad( getOverview );
	usePolling( value?.runs.some( ( { active } ) => active ) ?? false, reload );
	const isNew = value !== undefined && ! value.connection.configured;
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
			{ ! value && error === null && <Skeleton lines={ 8 } /> }
			{ value && ! isNew && (
				<>
					<Decisions
						decisions={ value.decisions }
						onDecided={ reload }
					/>
					<div className="sors-columns">
						<Section
							title={ __(
								'Connection',
								'sors-api-for-woocommerce'
							) }
						>
							<Connection connection={ value.connection } />
						</Section>
						<Section
							title={ __(
								'Products',
								'sors-api-for-woocommerce'
							) }
						>
							<RunLines
								runs={ value.runs }
								linkedProducts={ value.linkedProducts }
							/>
						</Section>
						<Section
							title={ __( 'Orders', 'sors-api-for-woocommerce' ) }
						>
							<OrderCounts outbox={ value.outbox } />
						</Section>
					</div>
				</>
			) }
		</>
	);
}

type SectionProps = { title: string; children: ReactNode };

function Section( { title, children }: SectionProps ) {
	return (
		<Card>
			<CardHeader>
				<h2>{ title }</h2>
			</CardHeader>
			<CardBody>{ children }</CardBody>
		</Card>
	);
}

function Connection( {
	connection: { lastTest, lastTestAt },
}: Pick< OverviewData, 'connection' > ) {
	return (
		<>
			<p>
				{ lastTest
					? ( lastTest.problem?.message ?? answeredIn( lastTest ) )
					: __(
							'Not tested since the key was saved.',
							'sors-api-for-woocommerce'
						) }
			</p>
			{ lastTestAt && (
				<p>
					{ sprintf(
						/* translators: %s: date and time */
						__( 'Last tested: %s', 'sors-api-for-woocommerce' ),
						dateTime( lastTestAt )
					) }
				</p>
			) }
			<ScreenLink to="connect">
				{ __( 'Connection settings', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
		</>
	);
}

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
