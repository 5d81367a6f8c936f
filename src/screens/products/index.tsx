import { __ } from '@wordpress/i18n';
import { Heading } from '../../ui/Heading';
import { useParam } from '../../ui/navigation';
import { SubTabs } from '../../ui/SubTabs';
import { Conflicts } from './Conflicts';
import { History } from './History';
import { Mapping } from './Mapping';
import { RunCard } from './RunCard';
import { RunPage } from './RunPage';

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
						label: __( 'Needs a look', 'sors-api-for-woocommerce' ),
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
				'You may leave this page while a sync is at work: it goes on in the background.',
				'sors-api-for-woocommerce'
			) }
		</p>
		<div className="sors-cards">
			<RunCard kind="catalog" />
			<RunCard kind="stock" />
			<RunCard kind="images" />
		</div>
	</>
);
