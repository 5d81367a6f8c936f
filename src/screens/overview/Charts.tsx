import { __, sprintf } from '@wordpress/i18n';
import type { Overview } from '../../contract/rest/overview';
import { endOf, kindTexts } from '../../runs/states';
import { ChartCard } from '../../ui/ChartCard';
import { dateTime, day, number, shopClock } from '../../ui/format';
import { FromWooCommerce, SummaryNumber } from '../../ui/woocommerce';

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
					tone: 'good',
				},
				{
					key: 'waiting',
					label: __( 'On their way', 'sors-api-for-woocommerce' ),
					tone: 'waiting',
				},
				{
					key: 'attention',
					label: __( 'Needs attention', 'sors-api-for-woocommerce' ),
					tone: 'bad',
				},
				{
					key: 'left',
					label: __(
						'Not sent or cancelled',
						'sors-api-for-woocommerce'
					),
					tone: 'left',
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
					tone: 'made',
				},
				{
					key: 'updated',
					label: __( 'Changed', 'sors-api-for-woocommerce' ),
					tone: 'changed',
				},
				{
					key: 'failed',
					label: __( 'Failed', 'sors-api-for-woocommerce' ),
					tone: 'bad',
				},
			] }
			rows={ [ ...runs ].reverse().map( ( run ) => {
				const ended = endOf( run );
				return {
					date: shopClock( ended ),
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

/** The state of the shop in four figures. */
export function Summary( { overview }: { overview: Overview } ) {
	return (
		<div className="sors-summary">
			<FromWooCommerce lines={ 3 }>
				{ /* WooCommerce's own list around them calls itself a menu, which it is not here. */ }
				<ul className="woocommerce-summary has-4-items">
					{ figuresOf( overview ).map( ( figure ) => (
						<SummaryNumber key={ figure.label } { ...figure } />
					) ) }
				</ul>
			</FromWooCommerce>
		</div>
	);
}

function figuresOf( {
	connection,
	linkedProducts,
	ordersByDay,
	ordersNeeding,
}: Overview ) {
	return [
		connectionFigure( connection ),
		{
			label: __( 'Products from SORS', 'sors-api-for-woocommerce' ),
			value: number( linkedProducts ),
		},
		{
			label: __( 'Orders in SORS, 30 days', 'sors-api-for-woocommerce' ),
			value: number(
				ordersByDay.reduce( ( all, { sent } ) => all + sent, 0 )
			),
		},
		{
			label: __(
				'Orders that need attention',
				'sors-api-for-woocommerce'
			),
			value: number( ordersNeeding ),
		},
	];
}

/** With its moment: how it is now is not known. */
export const connectionFigure = ( {
	lastTest,
	lastTestAt,
}: Overview[ 'connection' ] ) => ( {
	label: lastTestAt
		? sprintf(
				/* translators: %s: date and time */
				__( 'Connection, %s', 'sors-api-for-woocommerce' ),
				dateTime( lastTestAt )
			)
		: __( 'Connection', 'sors-api-for-woocommerce' ),
	value: connectionText( lastTest ),
} );

function connectionText(
	test: Overview[ 'connection' ][ 'lastTest' ]
): string {
	if ( test === null ) {
		return __( 'Not tested', 'sors-api-for-woocommerce' );
	}
	if ( ! test.ok ) {
		return __( 'Fails', 'sors-api-for-woocommerce' );
	}
	return test.latencyMs === null
		? __( 'Works', 'sors-api-for-woocommerce' )
		: sprintf(
				/* translators: %s: number of milliseconds */
				__( 'Works, %s ms', 'sors-api-for-woocommerce' ),
				number( test.latencyMs )
			);
}
