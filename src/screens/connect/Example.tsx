import { useQuery } from '@tanstack/react-query';
import { __, sprintf } from '@wordpress/i18n';
import { businessUnitsQuery } from '../../api/connection';
import type { FirstRunExamples } from '../../contract/rest/first-run';
import { money, quantity } from '../../ui/format';

type Props = { examples: FirstRunExamples; database: string };

/** The item that the examples below are about, as SORS has it. */
export function Example( { examples, database }: Props ) {
	const { item, price, levels, problem } = examples;
	if ( ! item ) {
		return problem ? <p className="sors-help">{ problem }</p> : null;
	}
	return (
		<figure className="sors-example">
			<figcaption>
				{ sprintf(
					/* translators: 1: name, 2: code of an item */
					__(
						'An example from your SORS: %1$s (%2$s)',
						'sors-api-for-woocommerce'
					),
					item.name,
					item.code
				) }
			</figcaption>
			<p>{ priceLine( price, item.vatRate ) }</p>
			{ levels.length > 0 && (
				<Levels levels={ levels } database={ database } />
			) }
		</figure>
	);
}

function priceLine(
	{ withVat, withoutVat }: FirstRunExamples[ 'price' ],
	vatRate: string | null
): string {
	return [
		withVat &&
			sprintf(
				/* translators: %s: sum of money */
				__( 'With VAT: %s', 'sors-api-for-woocommerce' ),
				money( withVat )
			),
		withoutVat &&
			sprintf(
				/* translators: %s: sum of money */
				__( 'Without VAT: %s', 'sors-api-for-woocommerce' ),
				money( withoutVat )
			),
		vatRate &&
			sprintf(
				/* translators: %s: VAT rate */
				__( 'VAT: %s %%', 'sors-api-for-woocommerce' ),
				vatRate
			),
	]
		.filter( Boolean )
		.join( ' · ' );
}

type LevelsProps = Pick< FirstRunExamples, 'levels' > &
	Pick< Props, 'database' >;

function Levels( { levels, database }: LevelsProps ) {
	const units = useQuery( businessUnitsQuery( database ) ).data?.items ?? [];
	const nameOf = ( id: string ) =>
		units.find( ( unit ) => unit.id === id )?.name ?? id;
	const cell = ( figure: string | null ) =>
		figure === null ? '–' : quantity( figure );
	return (
		<div className="sors-scroll">
			<table className="sors-example__levels">
				<thead>
					<tr>
						<th scope="col">
							{ __( 'Unit', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'On hand', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Reserved', 'sors-api-for-woocommerce' ) }
						</th>
						<th scope="col">
							{ __( 'Available', 'sors-api-for-woocommerce' ) }
						</th>
					</tr>
				</thead>
				<tbody>
					{ levels.map( ( level ) => (
						<tr key={ level.businessUnitId }>
							<th scope="row">
								{ nameOf( level.businessUnitId ) }
							</th>
							<td>{ cell( level.onHand ) }</td>
							<td>{ cell( level.reserved ) }</td>
							<td>{ cell( level.available ) }</td>
						</tr>
					) ) }
				</tbody>
			</table>
		</div>
	);
}
