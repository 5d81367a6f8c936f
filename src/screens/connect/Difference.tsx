import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { runItemsQuery } from '../../api/runs';
import type { Run, RunItem } from '../../contract/rest/runs';
import { Changes } from '../../runs/Changes';
import { Badge } from '../../ui/Badge';
import { number } from '../../ui/format';
import { Problem } from '../../ui/Problem';
import { ScreenLink } from '../../ui/ScreenLink';
import { Skeleton } from '../../ui/Skeleton';

const SHOWN = 6;

/** What a waiting run would do to the shop: the figures, the first few items, and the way to all of them. */
export function Difference( { run }: { run: Run } ) {
	const { data, error, refetch } = useQuery(
		runItemsQuery( run, { outcome: 'planned', per_page: SHOWN } )
	);
	if ( error ) {
		return <Problem error={ error } onRetry={ refetch } />;
	}
	if ( ! data ) {
		return <Skeleton lines={ SHOWN } />;
	}
	const figures: [ string, number ][] = [
		[ __( 'Would change', 'sors-api-for-woocommerce' ), data.total ],
		[ __( 'Stay as they are', 'sors-api-for-woocommerce' ), run.unchanged ],
		[ __( 'Left out', 'sors-api-for-woocommerce' ), run.skipped ],
	];
	return (
		<div className="sors-difference">
			<dl className="sors-counters">
				{ figures.map( ( [ label, figure ] ) => (
					<div key={ label }>
						<dt>{ label }</dt>
						<dd>{ number( figure ) }</dd>
					</div>
				) ) }
			</dl>
			<ul>
				{ data.items.map( ( item ) => (
					<li key={ item.id }>
						<div>
							<strong>{ item.name }</strong>{ ' ' }
							<span className="sors-help">{ item.code }</span>{ ' ' }
							<Badge tone="busy">{ actionOf( item ) }</Badge>
						</div>
						<Changes item={ item } />
					</li>
				) ) }
			</ul>
			<ScreenLink to="products" params={ { run: String( run.id ) } }>
				{ __( 'See all of them', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
		</div>
	);
}

const actionOf = ( { action }: RunItem ): string =>
	action === 'create'
		? __( 'New in the shop', 'sors-api-for-woocommerce' )
		: __( 'Changes', 'sors-api-for-woocommerce' );
