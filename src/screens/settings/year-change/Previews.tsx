import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { runsQuery, startPreviewOf } from '../../../api/runs';
import type { Run } from '../../../contract/rest/runs';
import { RunBadge } from '../../../runs/RunBadge';
import { endOf, kindTexts } from '../../../runs/states';
import { ActionButton } from '../../../ui/ActionButton';
import { dateTime } from '../../../ui/format';
import { goTo } from '../../../ui/navigation';
import { Problem } from '../../../ui/Problem';
import { ScreenLink } from '../../../ui/screen';
import { useAction } from '../../../ui/useAction';

const KINDS = [ 'catalog', 'stock' ] as const;

/** What a sync with the newer database would change, before the shop moves there. */
export function Previews( { database }: { database: string } ) {
	const { data, error, refetch } = useQuery( runsQuery( { database } ) );
	const action = useAction();
	return (
		<div className="sors-year__previews">
			<h3>{ __( 'Preview', 'sors-api-for-woocommerce' ) }</h3>
			<p>
				{ sprintf(
					/* translators: %s: name of a database */
					__(
						'Shows what a sync with %s would change. Nothing is written, neither to the shop nor to SORS.',
						'sors-api-for-woocommerce'
					),
					database
				) }
			</p>
			<div className="sors-buttons">
				{ KINDS.map( ( kind ) => (
					<ActionButton
						key={ kind }
						action={ action }
						name={ kind }
						onPress={ async () =>
							open( await startPreviewOf( database, kind ) )
						}
						busyLabel={ __(
							'Starting…',
							'sors-api-for-woocommerce'
						) }
					>
						{ sprintf(
							/* translators: %s: kind of run, such as "Catalogue" */
							__( 'Preview: %s', 'sors-api-for-woocommerce' ),
							kindTexts( kind ).title
						) }
					</ActionButton>
				) ) }
			</div>
			<Problem error={ action.error } />
			<Problem error={ error } onRetry={ refetch } />
			<ul className="sors-year__changes">
				{ KINDS.map( ( kind ) =>
					data?.items.find( ( run ) => run.kind === kind )
				)
					.filter( ( run ) => run !== undefined )
					.map( ( run ) => (
						<li key={ run.id }>
							<ScreenLink
								to="products"
								params={ { run: String( run.id ) } }
							>
								{ `${ kindTexts( run.kind ).title }, ${ dateTime( endOf( run ) ) }` }
							</ScreenLink>{ ' ' }
							<RunBadge run={ run } /> { run.message }
						</li>
					) ) }
			</ul>
		</div>
	);
}

const open = ( { id }: Run ) => goTo( 'products', { run: String( id ) } );
