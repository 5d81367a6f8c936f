import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { Heading, SubTabs, ScreenLink } from '../../ui/screen';
import { useParam } from '../../ui/navigation';
import { conflictsQuery } from '../../api/catalog';
import { runQuery } from '../../api/runs';
import { usePending } from '../../runs/usePending';
import { ErrorBoundaries } from '../../ui/ErrorBoundary';
import { number } from '../../ui/format';
import { Loading } from '../../ui/Loading';
import { firstQuery, listParams } from '../../ui/table/types';
import { Conflicts } from './Conflicts';
import { DeletedProducts } from './DeletedProducts';
import { History } from './History';
import { Mapping } from './Mapping';
import { Pending } from './Pending';
import { RunCard } from './RunCard';
import { UnlinkedProducts } from './UnlinkedProducts';

/** What comes from SORS into the shop. */
export default function Products() {
	const view = useParam( 'view' );
	const run = Number( useParam( 'run' ) );
	// As the tab itself asks first, so that both have one answer.
	const { data: conflicts } = useQuery(
		conflictsQuery( listParams( firstQuery ) )
	);
	const waiting = usePending().reduce(
		( sum, kind ) => sum + kind.waiting,
		0
	);
	const title = __( 'Products from SORS', 'sors-api-for-woocommerce' );
	return (
		<>
			<Heading>{ title }</Heading>
			<SubTabs
				screen="products"
				label={ title }
				current={ run > 0 ? 'history' : view }
				tabs={ [
					{
						view: '',
						label: __( 'Sync', 'sors-api-for-woocommerce' ),
					},
					{
						view: 'pending',
						label: changesWaiting( waiting ),
					},
					{
						view: 'conflicts',
						label: attention( conflicts?.total ?? 0 ),
					},
					{
						view: 'mapping',
						label: __(
							'Categories and taxes',
							'sors-api-for-woocommerce'
						),
					},
					{
						view: 'history',
						label: __( 'History', 'sors-api-for-woocommerce' ),
					},
				] }
			/>
			{ run > 0 ? <RunPage key={ run } id={ run } /> : content( view ) }
		</>
	);
}

const attention = ( items: number ): string =>
	items === 0
		? __( 'Needs attention', 'sors-api-for-woocommerce' )
		: sprintf(
				/* translators: %s: number of items or orders */
				__( 'Needs attention (%s)', 'sors-api-for-woocommerce' ),
				number( items )
			);

const changesWaiting = ( changes: number ): string =>
	changes === 0
		? __( 'Changes waiting', 'sors-api-for-woocommerce' )
		: sprintf(
				/* translators: %s: number of changes */
				__( 'Changes waiting (%s)', 'sors-api-for-woocommerce' ),
				number( changes )
			);

function content( view: string ) {
	switch ( view ) {
		case 'pending':
			return <Pending />;
		case 'conflicts':
			return <Conflicts />;
		case 'mapping':
			return <Mapping />;
		case 'history':
			return <History />;
		default:
			return <Cards />;
	}
}

/** One card per kind of run. */
const Cards = () => (
	<>
		<p>
			{ __(
				'You may leave this page while a sync is running: it continues in the background.',
				'sors-api-for-woocommerce'
			) }
		</p>
		<div className="sors-cards">
			<ErrorBoundaries>
				<RunCard kind="catalog" />
				<RunCard kind="stock" />
				<RunCard kind="images" />
				<DeletedProducts />
				<UnlinkedProducts />
			</ErrorBoundaries>
		</div>
	</>
);

/** One run of the history, or the one that a decision on the overview is about. */
function RunPage( { id }: { id: number } ) {
	const query = useQuery( runQuery( id ) );
	return (
		<>
			<p>
				<ScreenLink to="products" params={ { view: 'history' } }>
					{ __( '← All syncs', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</p>
			{ query.data ? (
				<RunCard kind={ query.data.kind } id={ id } />
			) : (
				<Loading query={ query } lines={ 6 } />
			) }
		</>
	);
}
