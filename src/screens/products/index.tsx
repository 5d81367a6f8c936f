import { useQuery } from '@tanstack/react-query';
import { __ } from '@wordpress/i18n';
import { Heading, SubTabs, ScreenLink } from '../../ui/screen';
import { useParam } from '../../ui/navigation';
import { runQuery } from '../../api/runs';
import { Loading } from '../../ui/Loading';
import { Conflicts } from './Conflicts';
import { DeletedProducts } from './DeletedProducts';
import { History } from './History';
import { Mapping } from './Mapping';
import { RunCard } from './RunCard';

/** What comes from SORS into the shop. */
export default function Products() {
	const view = useParam( 'view' );
	const run = Number( useParam( 'run' ) );
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
						view: 'conflicts',
						label: __(
							'Needs attention',
							'sors-api-for-woocommerce'
						),
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

function content( view: string ) {
	switch ( view ) {
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
			<RunCard kind="catalog" />
			<RunCard kind="stock" />
			<RunCard kind="images" />
			<DeletedProducts />
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
					{ __( '← All runs', 'sors-api-for-woocommerce' ) }
				</ScreenLink>
			</p>
			<Loading query={ query } lines={ 6 }>
				{ ( run ) => run && <RunCard kind={ run.kind } id={ id } /> }
			</Loading>
		</>
	);
}
