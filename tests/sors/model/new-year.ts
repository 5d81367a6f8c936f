/** The books of a new financial year: the same codes and figures, every id another one, no documents. */
import type { Plan } from '../assortment/database';
import { debtOf } from '../ledger/debt';
import { today } from '../wire/moments';
import type { SorsDatabase } from './types';

export function newYear(
	from: SorsDatabase,
	oldFirstId: number,
	plan: Plan,
	reservations: boolean,
	now: number
): SorsDatabase {
	const renumber = ( id: string ) =>
		String( Number( id ) - oldFirstId + plan.firstId );
	const orNull = ( id: string | null ) =>
		id === null ? null : renumber( id );
	const asOf = today( now, 'Europe/Belgrade' );
	return {
		name: plan.name,
		title: plan.title,
		year: plan.year,
		units: from.units.map( ( unit ) => ( {
			...unit,
			id: renumber( unit.id ),
		} ) ),
		groups: from.groups.map( ( group ) => ( {
			...group,
			id: renumber( group.id ),
			parentId: orNull( group.parentId ),
		} ) ),
		products: from.products.map( ( product ) => ( {
			...product,
			id: renumber( product.id ),
			groupId: orNull( product.groupId ),
			secondGroupId: orNull( product.secondGroupId ),
			images: product.images.map( ( image ) => ( {
				...image,
				id: renumber( image.id ),
			} ) ),
		} ) ),
		levels: from.levels.map( ( level ) => ( {
			...level,
			productId: renumber( level.productId ),
			businessUnitId: renumber( level.businessUnitId ),
			reserved: reservations ? level.reserved : 0,
		} ) ),
		customers: from.customers.map( ( customer ) => ( {
			...customer,
			id: renumber( customer.id ),
			openingBalance: debtOf( from, customer, asOf ).balance,
		} ) ),
		documents: [],
		nextId: Number( renumber( String( from.nextId ) ) ),
	};
}
