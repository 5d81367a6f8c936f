import { useQuery } from '@tanstack/react-query';
import { __, _n, sprintf } from '@wordpress/i18n';
import { useState } from 'react';
import { CheckboxControl, SelectControl } from '../../ui/controls';
import { businessUnitsQuery } from '../../api/connection';
import { unitItemsQuery } from '../../api/runs';
import type { BusinessUnits } from '../../contract/rest/connection';
import type { UnitItems } from '../../contract/rest/first-run';
import {
	fieldProblems,
	isSaidAtFields,
	type StepProps,
} from '../../settings/useSettings';
import { ActionButton } from '../../ui/ActionButton';
import { number } from '../../ui/format';
import {
	Field,
	Problem,
	useFocusOnWrong,
	type Complaint,
} from '../../ui/Problem';
import { Loading } from '../../ui/Loading';
import { useAction } from '../../ui/useAction';
import { FIELDS } from './steps';

type Unit = BusinessUnits[ 'items' ][ number ];

export function UnitsStep( props: StepProps ) {
	const query = useQuery(
		businessUnitsQuery( props.response.settings.database )
	);
	return (
		<Loading query={ query } lines={ 4 }>
			{ ( { items } ) => <Choose { ...props } units={ items } /> }
		</Loading>
	);
}

/** What is stored, as far as SORS still has it; else the only unit there is. */
function initialIds( stored: string[], units: Unit[] ): string[] {
	const known = units.filter( ( { id } ) => stored.includes( id ) );
	const active = units.filter( ( unit ) => unit.active );
	const proposed = known.length === 0 && active.length === 1 ? active : known;
	return proposed.map( ( { id } ) => id );
}

function Choose( {
	units,
	response,
	save,
	onDone,
}: StepProps & { units: Unit[] } ) {
	const { settings } = response;
	// It takes a request for each unit: the choice does not wait for it, nor for one that fails.
	const counts = useQuery( unitItemsQuery( settings.database ) ).data?.items;
	const [ ids, setIds ] = useState( () =>
		initialIds( settings.businessUnitIds, units )
	);
	// Another unit may come before the one that was the first: that one stays the one for prices and orders.
	const [ former = '' ] = settings.businessUnitIds;
	const [ priceId, setPriceId ] = useState(
		settings.priceBusinessUnitId || former
	);
	const [ documentId, setDocumentId ] = useState(
		settings.documentBusinessUnitId || former
	);
	const action = useAction();
	const row = useFocusOnWrong< HTMLDivElement >( action.error );
	const problems = ( field: string ) =>
		fieldProblems( field, action.error, response );
	const chosen = units.filter( ( { id } ) => ids.includes( id ) );
	const orFirst = ( id: string ) =>
		ids.includes( id ) && id !== chosen[ 0 ]?.id ? id : '';

	const toggle = ( id: string, isOn: boolean ) =>
		setIds( ( last ) =>
			isOn ? [ ...last, id ] : last.filter( ( other ) => other !== id )
		);
	const store = async () => {
		await save( {
			businessUnitIds: chosen.map( ( { id } ) => id ),
			priceBusinessUnitId: orFirst( priceId ),
			documentBusinessUnitId: orFirst( documentId ),
		} );
		onDone();
	};

	return (
		<div className="sors-form">
			<Field
				problems={ ( chosen.length > 1
					? [ 'businessUnitIds' ]
					: FIELDS.units
				).flatMap( problems ) }
				isGroup
			>
				<fieldset>
					<legend>
						{ __(
							'Stock of these units is added up for the shop:',
							'sors-api-for-woocommerce'
						) }
					</legend>
					{ units.map( ( { id, name, code, active } ) => (
						<CheckboxControl
							key={ id }
							label={ unitLabel( name, code, active ) }
							help={ itemsOf(
								counts?.find( ( unit ) => unit.id === id )
							) }
							checked={ ids.includes( id ) }
							onChange={ ( isOn ) => toggle( id, isOn ) }
						/>
					) ) }
					{ units.length === 0 && (
						<p>
							{ __(
								'This database has no business units. Add one in SORS, or choose another database.',
								'sors-api-for-woocommerce'
							) }
						</p>
					) }
				</fieldset>
			</Field>
			{ chosen.length > 1 && (
				<>
					<UnitSelect
						label={ __(
							'Prices come from',
							'sors-api-for-woocommerce'
						) }
						value={ orFirst( priceId ) }
						units={ chosen }
						problems={ problems( 'priceBusinessUnitId' ) }
						onChange={ setPriceId }
					/>
					<UnitSelect
						label={ __(
							'Orders are booked to',
							'sors-api-for-woocommerce'
						) }
						value={ orFirst( documentId ) }
						units={ chosen }
						problems={ problems( 'documentBusinessUnitId' ) }
						onChange={ setDocumentId }
					/>
				</>
			) }
			<div className="sors-buttons" ref={ row }>
				<ActionButton
					action={ action }
					name="store"
					variant="primary"
					disabled={ chosen.length === 0 }
					onPress={ store }
					busyLabel={ __( 'Saving…', 'sors-api-for-woocommerce' ) }
				>
					{ __( 'Use these units', 'sors-api-for-woocommerce' ) }
				</ActionButton>
			</div>
			{ ! isSaidAtFields( action.error, FIELDS.units ) && (
				<Problem error={ action.error } />
			) }
		</div>
	);
}

function unitLabel( name: string, code: string | null, active: boolean ) {
	const full = code && code !== name ? `${ name } (${ code })` : name;
	return active
		? full
		: sprintf(
				/* translators: %s: name of a business unit */
				__( '%s – not active in SORS', 'sors-api-for-woocommerce' ),
				full
			);
}

function itemsOf(
	counts: UnitItems[ 'items' ][ number ] | undefined
): string | undefined {
	const { items = null, inStock = null } = counts ?? {};
	if ( items === null ) {
		return undefined;
	}
	const all = sprintf(
		/* translators: %s: number of items */
		_n( '%s item', '%s items', items, 'sors-api-for-woocommerce' ),
		number( items )
	);
	return inStock === null
		? all
		: sprintf(
				/* translators: 1: number of items, as "12 items"; 2: how many of them are in stock */
				__( '%1$s, %2$s in stock', 'sors-api-for-woocommerce' ),
				all,
				number( inStock )
			);
}

type Props = {
	label: string;
	value: string;
	units: BusinessUnits[ 'items' ];
	problems: Complaint[];
	onChange: ( id: string ) => void;
};

/** One of the chosen units; an empty value stands for the first. */
function UnitSelect( { label, value, units, problems, onChange }: Props ) {
	return (
		<Field problems={ problems }>
			<SelectControl
				label={ label }
				value={ value || ( units[ 0 ]?.id ?? '' ) }
				options={ units.map( ( { id, name } ) => ( {
					value: id,
					label: name,
				} ) ) }
				onChange={ onChange }
			/>
		</Field>
	);
}
