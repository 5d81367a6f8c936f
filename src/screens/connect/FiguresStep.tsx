import { useQuery } from '@tanstack/react-query';
import { RadioControl } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { Notice } from '../../ui/controls';
import { examplesQuery } from '../../api/runs';
import { priceTypes, stockModes } from '../../settings/choices';
import { fieldProblems, type StepProps } from '../../settings/useSettings';
import { Field } from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { Scroll } from '../../ui/Scroll';
import { useAction } from '../../ui/useAction';
import { businessUnitsQuery } from '../../api/connection';
import type { FirstRunExamples } from '../../contract/rest/first-run';
import { decimal, money } from '../../ui/format';
import type { Settings } from '../../contract/rest/settings';
import { SaveRow } from './SaveRow';
import { FIELDS } from './steps';

const KINDS = [ 'documentKind', 'documentKindCompany' ] as const;

/** Which price and which stock the shop shows, each told by an item of theirs. */
export function FiguresStep( { response, save, onDone }: StepProps ) {
	const { settings } = response;
	const [ priceType, setPriceType ] = useState( settings.priceType );
	const [ stockMode, setStockMode ] = useState( settings.stockMode );
	const examples = useQuery( examplesQuery );
	const action = useAction();
	const problems = ( field: string ) =>
		fieldProblems( field, action.error, response );
	// Reserved goods are on hand still: such a document would sell them twice.
	const clashes = KINDS.filter(
		( kind ) => stockMode === 'onHand' && settings[ kind ] === 'reservation'
	);

	const store = async () => {
		await save( {
			priceType,
			stockMode,
			...Object.fromEntries(
				clashes.map( ( kind ) => [ kind, 'invoiceDeliveryNote' ] )
			),
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			<Loading query={ examples }>
				{ ( found ) => (
					<Example
						examples={ found }
						database={ settings.database }
					/>
				) }
			</Loading>
			<Field problems={ problems( 'priceType' ) }>
				<RadioControl
					label={ __(
						'Prices in the shop',
						'sors-api-for-woocommerce'
					) }
					selected={ priceType }
					options={ priceTypes().map( ( { value, ...choice } ) => ( {
						...choice,
						value,
						description: `${ choice.description } ${ priceExample(
							examples.data,
							value
						) }`.trim(),
					} ) ) }
					onChange={ ( value ) =>
						setPriceType( value as typeof priceType )
					}
				/>
			</Field>
			<Field problems={ problems( 'stockMode' ) }>
				<RadioControl
					label={ __(
						'Stock in the shop',
						'sors-api-for-woocommerce'
					) }
					selected={ stockMode }
					options={ stockModes().map( ( { value, ...choice } ) => ( {
						...choice,
						value,
						description: `${ choice.description } ${ stockExample(
							examples.data,
							value
						) }`.trim(),
					} ) ) }
					onChange={ ( value ) =>
						setStockMode( value as typeof stockMode )
					}
				/>
				{ clashes.length > 0 && (
					<Notice status="warning">
						{ __(
							'Reserved goods stay on hand, so orders cannot become reservations then: they would be offered again. When you save, orders become invoice-delivery notes instead. You can choose another kind of document in the settings, under Orders.',
							'sors-api-for-woocommerce'
						) }
					</Notice>
				) }
			</Field>
			<SaveRow
				action={ action }
				store={ store }
				fields={ FIELDS.figures }
			/>
		</div>
	);
}

type Props = { examples: FirstRunExamples; database: string };

/** The item that the examples below are about, as SORS has it. */
function Example( { examples, database }: Props ) {
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
				decimal( vatRate )
			),
	]
		.filter( Boolean )
		.join( ' · ' );
}

type LevelsProps = Pick< FirstRunExamples, 'levels' > &
	Pick< Props, 'database' >;

function Levels( { levels, database }: LevelsProps ) {
	const { data, isPending } = useQuery( businessUnitsQuery( database ) );
	const nameOf = ( id: string ) =>
		isPending
			? ''
			: ( data?.items.find( ( unit ) => unit.id === id )?.name ?? id );
	const cell = ( figure: string | null ) =>
		figure === null ? '–' : decimal( figure );
	return (
		<Scroll label={ __( 'Business units', 'sors-api-for-woocommerce' ) }>
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
		</Scroll>
	);
}

/** What a choice would make of the item of the example, as one sentence; empty where nothing can be told. */
function priceExample(
	examples: FirstRunExamples | undefined,
	type: Settings[ 'priceType' ]
): string {
	const price = examples?.price.shop[ type ];
	return examples?.item && price
		? sprintf(
				/* translators: %s: price */
				__( 'The example would cost %s.', 'sors-api-for-woocommerce' ),
				money( price )
			)
		: '';
}

function stockExample(
	examples: FirstRunExamples | undefined,
	mode: Settings[ 'stockMode' ]
): string {
	const stock = examples?.stock[ mode ];
	return examples?.item && stock
		? sprintf(
				/* translators: %s: quantity */
				__(
					'The shop would show %s of the example in stock.',
					'sors-api-for-woocommerce'
				),
				decimal( stock )
			)
		: '';
}
