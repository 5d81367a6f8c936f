import { Card, CardBody, CardHeader } from '@wordpress/components';
import { __, _n, sprintf } from '@wordpress/i18n';
import type { CatalogMapping } from '../../contract/rest/catalog-mapping';
import { FactList } from '../../ui/FactList';
import { number } from '../../ui/format';
import { ScreenLink } from '../../ui/ScreenLink';

type Rate = CatalogMapping[ 'vatRates' ][ number ];

/** The VAT rates that items of SORS have, with the tax class that their products get. */
export function TaxRates( { mapping }: { mapping: CatalogMapping } ) {
	const { vatRates, taxesEnabled } = mapping;
	return (
		<Card role="region" aria-labelledby="sors-mapping-taxes" size="small">
			<CardHeader>
				<h2 id="sors-mapping-taxes">
					{ __(
						'VAT rates and tax classes',
						'sors-api-for-woocommerce'
					) }
				</h2>
			</CardHeader>
			<CardBody>
				{ ! taxesEnabled && (
					<p>
						{ __(
							'Taxes are switched off in this shop, so tax classes mean nothing. Documents in SORS get the VAT of its own items.',
							'sors-api-for-woocommerce'
						) }
					</p>
				) }
				<FactList
					facts={ vatRates.map( ( rate ) => [
						sprintf(
							/* translators: %s: VAT rate, such as 20 */
							__( 'VAT %s %%', 'sors-api-for-woocommerce' ),
							rate.rate
						),
						`${ className( rate ) } · ${ products( rate ) }`,
					] ) }
				/>
				{ taxesEnabled && (
					<ScreenLink
						to="settings"
						params={ { setting: 'taxClassByVatRate' } }
						className="components-button is-secondary is-next-40px-default-size"
					>
						{ __(
							'Change tax classes',
							'sors-api-for-woocommerce'
						) }
					</ScreenLink>
				) }
			</CardBody>
		</Card>
	);
}

function className( { taxClass, source }: Rate ): string {
	if ( taxClass === null ) {
		return __(
			'No tax class: products keep the one they have',
			'sors-api-for-woocommerce'
		);
	}
	return source === 'usual'
		? sprintf(
				/* translators: %s: name of a tax class */
				__( '%s (as usual)', 'sors-api-for-woocommerce' ),
				taxClass.name
			)
		: taxClass.name;
}

const products = ( { products: count }: Rate ): string =>
	sprintf(
		/* translators: %s: number of products */
		_n( '%s product', '%s products', count, 'sors-api-for-woocommerce' ),
		number( count )
	);
