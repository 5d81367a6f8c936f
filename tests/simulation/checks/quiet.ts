/** What must hold once all that was due is done. */
import type { SorsDatabase } from '../../sors/model/types';
import type { Order, ShopState } from '../model/shop';
import { saleOf } from '../model/shop';
import { openDocuments, ownDocument } from './documents';
import { allowed, isGoods, reading, sold } from './stock';

const DUE = [ 'on-hold', 'processing', 'completed' ];
const MOVING = [ 'queued', 'waiting', 'sending' ];

/** Whether a person is asked about an order, so that it need not be in order. */
export function isAsked( state: ShopState, orderId: number ): boolean {
	return state.entries.some(
		( entry ) =>
			entry.orderId === orderId &&
			( [ 'rejected', 'uncertain' ].includes( entry.state ) ||
				entry.issue !== null ||
				entry.accepted !== '' )
	);
}

/** An entry that nothing takes any more, and about which nobody is asked. */
export const withoutNextStep = ( state: ShopState ): string[] =>
	state.entries
		.filter(
			( entry ) =>
				MOVING.includes( entry.state ) &&
				entry.nextAt === null &&
				entry.leaseUntil === 0
		)
		.map(
			( entry ) =>
				`entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role }) is ${ entry.state }, and nothing will take it`
		);

/** A person is asked although SORS could have been, and no reply was lost in silence. */
export const uncertain = ( state: ShopState ): string[] =>
	state.entries
		.filter( ( entry ) => entry.state === 'uncertain' )
		.map(
			( entry ) =>
				`entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role }) is uncertain (${ entry.error }), although every loss was told`
		);

function quantities( order: Order, state: ShopState ): Map< string, number > {
	const codes = new Map(
		state.products.map( ( { id, code } ) => [ id, code ] )
	);
	const wanted = new Map< string, number >();
	for ( const line of order.lines ) {
		const code = codes.get( line.productId ) ?? '?';
		wanted.set( code, ( wanted.get( code ) ?? 0 ) + line.quantity );
	}
	return wanted;
}

function ofOrder(
	order: Order,
	state: ShopState,
	database: SorsDatabase
): string[] {
	/* eslint-disable @wordpress/no-unused-vars-before-return -- the first return uses most of them */
	const open =
		openDocuments( database.documents, state.storeId, 'sale' ).get(
			order.id
		) ?? [];
	const entry = saleOf( state, order.id );
	const words = `order ${ order.id } (${ order.status })`;
	const left = [ ...sold( order ).values() ].some( ( each ) => each > 0 );
	/* eslint-enable @wordpress/no-unused-vars-before-return */
	if ( ! DUE.includes( order.status ) ) {
		return order.status === 'cancelled' &&
			open.length > 0 &&
			! order.completed
			? [
					`${ words } still has the open document ${ open[ 0 ]?.number }`,
				]
			: [];
	}
	if ( ! left || order.lines.length === 0 ) {
		return [];
	}
	const [ document ] = open;
	if ( ! document ) {
		return [
			`${ words } has no open document; its entry is ${ entry ? `${ entry.state } (${ entry.error })` : 'missing' }`,
		];
	}
	if ( order.refunds.length > 0 ) {
		return [];
	}
	const wrong: string[] = [];
	if ( Math.abs( document.total - order.total ) > 0.011 ) {
		wrong.push(
			`${ words } costs ${ order.total }, its document ${ document.number } ${ document.total }`
		);
	}
	for ( const [ code, quantity ] of quantities( order, state ) ) {
		const sent = document.lines
			.filter( ( line ) => line.productCode === code )
			.reduce( ( sum, line ) => sum + line.quantity, 0 );
		if ( sent !== quantity ) {
			wrong.push(
				`${ words } has ${ quantity } × ${ code }, its document ${ document.number } ${ sent }`
			);
		}
	}
	return wrong;
}

export function whenQuiet(
	state: ShopState,
	database: SorsDatabase,
	units: readonly string[],
	cancelledByHand: ReadonlySet< string >
): string[] {
	const wrong = state.entries
		.filter( ( entry ) => MOVING.includes( entry.state ) )
		.map(
			( entry ) =>
				`entry ${ entry.id } (order ${ entry.orderId }, ${ entry.role }) never ends: ${ entry.state } (${ entry.error })`
		);
	for ( const order of state.orders.values() ) {
		if ( ! isAsked( state, order.id ) ) {
			wrong.push( ...ofOrder( order, state, database ) );
		}
	}
	const productsOf = ( filter: ( orderId: number ) => boolean ) =>
		new Set(
			[ ...state.orders.values() ]
				.filter( ( { id } ) => filter( id ) )
				.flatMap( ( { lines } ) =>
					lines.map( ( line ) => line.productId )
				)
		);
	const asked = productsOf( ( id ) => isAsked( state, id ) );
	const gone = new Set(
		database.documents
			.filter( ( { id } ) => cancelledByHand.has( id ) )
			.map( ( each ) => ownDocument( each, state.storeId )?.orderId )
	);
	const unclear = productsOf( ( id ) => gone.has( id ) );
	const exact = allowed(
		[ reading( database, units, state.storeId, 0 ) ],
		state,
		'waits'
	);
	for ( const { id, code, stock, price } of state.products ) {
		const level = database.levels.find(
			( each ) =>
				each.productCode === code && each.businessUnitId === units[ 0 ]
		);
		if ( level && isGoods( code ) && price !== level.priceWithVat ) {
			wrong.push(
				`${ code } costs ${ price }, right is ${ level.priceWithVat }`
			);
		}
		const right = exact.get( code );
		if (
			right === undefined ||
			stock === null ||
			! isGoods( code ) ||
			unclear.has( id )
		) {
			continue;
		}
		const wanted = Math.max( 0, right );
		const off = stock > 0 || right > 0 ? stock - wanted : 0;
		if ( off > 1e-6 || ( off < -1e-6 && ! asked.has( id ) ) ) {
			wrong.push(
				`${ code } has ${ stock } on sale, right is ${ right }`
			);
		}
	}
	return wrong;
}
