/** Operations that answer lists. */
import type { QueryName } from '../../../src/contract/sors/contract';
import { Refusal } from '../model/refusal';
import type { Customer, SorsDatabase } from '../model/types';
import type { Value } from '../wire/scalars';

export type Query = Partial< Record< QueryName, Value > >;

function checkUnit( database: SorsDatabase, id: Value | undefined ) {
	if (
		id !== undefined &&
		! database.units.some( ( unit ) => unit.id === id )
	) {
		throw new Refusal(
			400,
			'UNKNOWN_BUSINESS_UNIT',
			`Poslovna jedinica "${ id }" ne postoji.`
		);
	}
}

function since( moment: Value | undefined ): number {
	return typeof moment === 'number' ? moment : -Infinity;
}

/** Items; with a business unit, at that unit's prices. */
export function products( database: SorsDatabase, query: Query ) {
	const { businessUnitId, modifiedSince } = query;
	checkUnit( database, businessUnitId );
	const from = since( modifiedSince );
	const changed =
		modifiedSince === undefined
			? database.products
			: database.products.filter(
					( product ) => product.modifiedAt >= from
				);
	// One pass over the levels, not one for each item: there may be 150,000.
	const ofUnit = new Map(
		( businessUnitId === undefined ? [] : database.levels )
			.filter( ( level ) => level.businessUnitId === businessUnitId )
			.map( ( level ) => [ level.productId, level ] )
	);
	const priced = ( product: SorsDatabase[ 'products' ][ number ] ) => {
		const level = ofUnit.get( product.id );
		return level
			? {
					...product,
					priceWithVat: level.priceWithVat,
					priceWithoutVat: level.priceWithoutVat,
				}
			: product;
	};
	return { rows: changed, priced };
}

export function levels( database: SorsDatabase, query: Query ) {
	checkUnit( database, query.businessUnitId );
	if (
		query.businessUnitId === undefined &&
		query.modifiedSince === undefined
	) {
		return database.levels;
	}
	const from = since( query.modifiedSince );
	return database.levels.filter(
		( level ) =>
			( query.businessUnitId === undefined ||
				level.businessUnitId === query.businessUnitId ) &&
			level.modifiedAt >= from
	);
}

export function customers( database: SorsDatabase, query: Query ): Customer[] {
	const fold = ( value: Value | undefined ) =>
		String( value ?? '' ).toLocaleLowerCase( 'sr' );
	return database.customers.filter(
		( customer ) =>
			( query.taxId === undefined || customer.taxId === query.taxId ) &&
			( query.code === undefined || customer.code === query.code ) &&
			( query.email === undefined ||
				fold( customer.email ) === fold( query.email ) ) &&
			( query.search === undefined ||
				fold( customer.name ).includes( fold( query.search ) ) )
	);
}

export function documents( database: SorsDatabase, query: Query ) {
	return database.documents.filter(
		( document ) =>
			( query.externalReference === undefined ||
				document.externalReference === query.externalReference ) &&
			( typeof query.from !== 'string' || document.date >= query.from ) &&
			( typeof query.to !== 'string' || document.date <= query.to )
	);
}
