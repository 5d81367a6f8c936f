import { Suspense } from 'react';
import { __, sprintf } from '@wordpress/i18n';
import type { Overview } from '../../contract/rest/overview';
import { number } from '../../ui/format';
import { Skeleton } from '../../ui/Skeleton';
import { SummaryNumber, useWooCommerce } from '../../ui/woocommerce';

/** The state of the shop in four figures. */
export function Summary( { overview }: { overview: Overview } ) {
	const presence = useWooCommerce();
	const figures = figuresOf( overview );
	if ( presence === 'missing' ) {
		return (
			<dl className="sors-summary is-plain">
				{ figures.map( ( { label, value } ) => (
					<div key={ label }>
						<dt>{ label }</dt>
						<dd>{ value }</dd>
					</div>
				) ) }
			</dl>
		);
	}
	// WooCommerce's own list around them calls itself a menu, which it is not here.
	const waiting = (
		<div className="sors-summary is-waiting">
			<Skeleton lines={ 3 } />
		</div>
	);
	return presence === 'waiting' ? (
		waiting
	) : (
		<Suspense fallback={ waiting }>
			<ul className="sors-summary woocommerce-summary has-4-items">
				{ figures.map( ( { label, value } ) => (
					<SummaryNumber
						key={ label }
						label={ label }
						value={ value }
					/>
				) ) }
			</ul>
		</Suspense>
	);
}

function figuresOf( { connection, linkedProducts, ordersByDay }: Overview ) {
	const sum = ( key: 'sent' | 'waiting' | 'attention' ) =>
		number( ordersByDay.reduce( ( all, day ) => all + day[ key ], 0 ) );
	return [
		{
			label: __( 'Connection', 'sors-api-for-woocommerce' ),
			value: connectionText( connection.lastTest ),
		},
		{
			label: __( 'Products from SORS', 'sors-api-for-woocommerce' ),
			value: number( linkedProducts ),
		},
		{
			label: __( 'Orders in SORS, 30 days', 'sors-api-for-woocommerce' ),
			value: sum( 'sent' ),
		},
		{
			label: __(
				'Orders that need you, 30 days',
				'sors-api-for-woocommerce'
			),
			value: sum( 'attention' ),
		},
	];
}

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
