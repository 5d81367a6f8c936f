import { ProgressBar } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import type { OlderOrders } from '../../contract/rest/older-orders';
import { dateTime, day, number } from '../../ui/format';
import { LiveText } from '../../ui/LiveText';
import { ScreenLink } from '../../ui/ScreenLink';

type Job = NonNullable< OlderOrders[ 'job' ] >;

/** How far the job is, or what the last one came to. */
export function OlderOrdersJob( { job }: { job: Job } ) {
	const { from, to, total, queued, refused, finishedAt } = job;
	const done = queued + refused;
	const period = sprintf(
		/* translators: 1: first, 2: last day */
		__( 'Orders from %1$s to %2$s', 'sors-api-for-woocommerce' ),
		day( from ),
		day( to )
	);
	return (
		<section className="sors-result" aria-label={ period }>
			<h2>{ period }</h2>
			{ finishedAt === null && (
				<ProgressBar
					className="sors-progress__bar"
					value={
						total > 0
							? Math.floor( ( done / total ) * 100 )
							: undefined
					}
					aria-label={ period }
				/>
			) }
			<p className="sors-progress__figures">{ figures( job ) }</p>
			<p>
				{ finishedAt === null
					? __(
							'You may leave this page: it goes on in the background.',
							'sors-api-for-woocommerce'
						)
					: sprintf(
							/* translators: %s: date and time */
							__( 'Finished at %s.', 'sors-api-for-woocommerce' ),
							dateTime( finishedAt )
						) }{ ' ' }
				<ScreenLink to="orders">
					{ __( 'See all orders', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</p>
			<LiveText text={ finishedAt === null ? '' : figures( job ) } />
		</section>
	);
}

const figures = ( { total, queued, refused }: Job ): string =>
	[
		sprintf(
			/* translators: 1: number of orders put in line, 2: number of all orders */
			__( '%1$s of %2$s put in line', 'sors-api-for-woocommerce' ),
			number( queued ),
			number( total )
		),
		refused > 0 &&
			sprintf(
				/* translators: %s: number of orders */
				__( '%s left out', 'sors-api-for-woocommerce' ),
				number( refused )
			),
	]
		.filter( Boolean )
		.join( ' · ' );
