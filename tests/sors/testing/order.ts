/** A document as a client would send it, for tests. */
import type { SorsServer } from '../server';
import type { Fields } from '../wire/entities';
import { call, callAll } from './caller';

export interface Line {
	code: string;
	quantity: number;
	unitPrice: number;
	vatRate?: number;
}

/** Ids of an item by its code, a unit (the first one) and a customer (the first one). */
export async function known( server: SorsServer ) {
	const products = await callAll( server, 'listProducts' );
	const units = await call( server, 'listBusinessUnits' );
	const customers = await callAll( server, 'listCustomers' );
	return {
		unitId: String( units[ 0 ]?.id ),
		customerId: String( customers[ 0 ]?.id ),
		productId: ( code: string ) =>
			String( products.find( ( product ) => product.code === code )?.id ),
	};
}

export async function order(
	server: SorsServer,
	lines: Line[],
	more: Fields = {}
): Promise< Fields > {
	const { unitId, customerId, productId } = await known( server );
	const wired = lines.map( ( { code, quantity, unitPrice, vatRate } ) => ( {
		productId: productId( code ),
		productCode: code,
		quantity,
		unitPrice,
		...( vatRate === undefined ? {} : { vatRate } ),
		lineTotal: Math.round( quantity * unitPrice * 100 ) / 100,
	} ) );
	const total = wired.reduce( ( sum, line ) => sum + line.lineTotal, 0 );
	return {
		businessUnitId: unitId,
		customerId,
		date: '2026-11-24',
		externalReference: 'shop-1-sale-1',
		paymentMethod: 'cashOnDelivery',
		currency: 'RSD',
		pricesIncludeVat: true,
		buyerName: 'Đorđe Џ. "Žika" & sin',
		lines: wired,
		total: Math.round( total * 100 ) / 100,
		...more,
	};
}
