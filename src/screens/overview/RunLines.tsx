import { __, _n, sprintf } from '@wordpress/i18n';
import type { Overview } from '../../contract/overview';
import { Badge } from '../../ui/Badge';
import { dateTime, number } from '../../ui/format';
import { ScreenLink } from '../../ui/ScreenLink';
import { kindTexts, stateLabel } from '../products/states';

type Props = Pick< Overview, 'runs' | 'linkedProducts' >;

/** The last run of each kind that ever ran, and when the next one is due. */
export function RunLines( { runs, linkedProducts }: Props ) {
	return (
		<>
			<p>
				{ sprintf(
					/* translators: %s: number of products */
					_n(
						'%s product comes from SORS.',
						'%s products come from SORS.',
						linkedProducts,
						'sors-api-for-woocommerce'
					),
					number( linkedProducts )
				) }
			</p>
			<ul className="sors-lines">
				{ runs
					.filter( ( { last, active } ) => last ?? active )
					.map( ( line ) => (
						<Line key={ line.kind } line={ line } />
					) ) }
			</ul>
			<ScreenLink to="products">
				{ __( 'Sync products', 'sors-api-for-woocommerce' ) }
			</ScreenLink>
		</>
	);
}

function Line( { line }: { line: Props[ 'runs' ][ number ] } ) {
	const run = line.active ?? line.last;
	if ( ! run ) {
		return null;
	}
	const { tone, label } = stateLabel( run.state );
	return (
		<li>
			<span>
				{ kindTexts( line.kind ).title }
				<span className="sors-table__more">
					{ dateTime( run.finishedAt ?? run.updatedAt ) }
					{ line.nextAt &&
						` · ${ sprintf(
							/* translators: %s: date and time */
							__( 'next: %s', 'sors-api-for-woocommerce' ),
							dateTime( line.nextAt )
						) }` }
				</span>
			</span>
			<Badge tone={ tone }>{ label }</Badge>
		</li>
	);
}
