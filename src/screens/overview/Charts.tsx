import { __, sprintf } from '@wordpress/i18n';
import type { Overview } from '../../contract/rest/overview';
import { kindTexts } from '../../runs/states';
import { ChartCard } from '../../ui/ChartCard';
import { dateTime, day, localMoment } from '../../ui/format';

/** What became of the orders of the last 30 days, day by day. */
export function OrdersChart( { days }: { days: Overview[ 'ordersByDay' ] } ) {
	return (
		<ChartCard
			title={ __(
				'Orders of the last 30 days',
				'sors-api-for-woocommerce'
			) }
			rowTitle={ __( 'Day', 'sors-api-for-woocommerce' ) }
			empty={ __(
				'No orders in the last 30 days.',
				'sors-api-for-woocommerce'
			) }
			series={ [
				{
					key: 'sent',
					label: __( 'In SORS', 'sors-api-for-woocommerce' ),
				},
				{
					key: 'waiting',
					label: __( 'On their way', 'sors-api-for-woocommerce' ),
				},
				{
					key: 'attention',
					label: __( 'Need you', 'sors-api-for-woocommerce' ),
				},
				{
					key: 'left',
					label: __( 'Not sent', 'sors-api-for-woocommerce' ),
				},
			] }
			rows={ days.map( ( { day: name, ...values } ) => ( {
				date: `${ name }T00:00:00`,
				label: day( name ),
				values,
			} ) ) }
		/>
	);
}

/** How much each of the newest runs changed in the shop. */
export function RunsChart( { runs }: { runs: Overview[ 'recentRuns' ] } ) {
	return (
		<ChartCard
			title={ __(
				'Items changed by the last syncs',
				'sors-api-for-woocommerce'
			) }
			rowTitle={ __( 'Sync', 'sors-api-for-woocommerce' ) }
			empty={ __(
				'The last syncs changed nothing.',
				'sors-api-for-woocommerce'
			) }
			series={ [
				{
					key: 'created',
					label: __( 'Created', 'sors-api-for-woocommerce' ),
				},
				{
					key: 'updated',
					label: __( 'Updated', 'sors-api-for-woocommerce' ),
				},
				{
					key: 'failed',
					label: __( 'Failed', 'sors-api-for-woocommerce' ),
				},
			] }
			rows={ [ ...runs ].reverse().map( ( run ) => {
				const ended = run.finishedAt ?? run.updatedAt;
				return {
					date: localMoment( ended ),
					label: sprintf(
						/* translators: 1: kind of sync, such as "Catalogue", 2: date and time */
						__( '%1$s, %2$s', 'sors-api-for-woocommerce' ),
						kindTexts( run.kind ).title,
						dateTime( ended )
					),
					values: {
						created: run.created,
						updated: run.updated,
						failed: run.failed,
					},
				};
			} ) }
		/>
	);
}
