/** Lines of a document as the client sent them, checked against the items. */
import type { DocumentLine, Product, SorsDatabase } from '../model/types';
import type { Fields } from '../wire/entities';
import { computedLineTotal, lineAddsUp } from './totals';

function productOf( database: SorsDatabase, sent: Fields ): Product | null {
	const { productId, productCode } = sent;
	return (
		database.products.find(
			( product ) =>
				( productId === undefined || product.id === productId ) &&
				( productCode === undefined || product.code === productCode )
		) ?? null
	);
}

function numberOr( value: Fields[ string ], otherwise: number ): number {
	return typeof value === 'number' ? value : otherwise;
}

export function readLine(
	database: SorsDatabase,
	sent: Fields,
	fail: ( field: string, code: string, message: string ) => void
): DocumentLine | null {
	if ( sent.productId === undefined && sent.productCode === undefined ) {
		fail( 'productId', 'REQUIRED', 'Stavka nema artikal.' );
		return null;
	}
	const product = productOf( database, sent );
	if ( ! product ) {
		const named = sent.productCode ?? sent.productId;
		const field =
			sent.productCode === undefined ? 'productId' : 'productCode';
		fail( field, 'UNKNOWN_PRODUCT', `Artikal "${ named }" ne postoji.` );
		return null;
	}
	if ( typeof sent.quantity !== 'number' || sent.quantity === 0 ) {
		fail(
			'quantity',
			'REQUIRED',
			'Količina mora biti broj različit od nule.'
		);
		return null;
	}
	if ( typeof sent.unitPrice !== 'number' ) {
		fail( 'unitPrice', 'REQUIRED', 'Stavka nema cenu.' );
		return null;
	}
	const line: DocumentLine = {
		productId: product.id,
		productCode: product.code,
		name: typeof sent.name === 'string' ? sent.name : product.name,
		quantity: sent.quantity,
		unit: typeof sent.unit === 'string' ? sent.unit : product.unit,
		unitPrice: sent.unitPrice,
		discountPercent: numberOr( sent.discountPercent, 0 ),
		vatRate: numberOr( sent.vatRate, product.vatRate ),
		lineTotal: 0,
	};
	line.lineTotal = numberOr( sent.lineTotal, computedLineTotal( line ) );
	if ( line.vatRate !== product.vatRate ) {
		fail(
			'vatRate',
			'VAT_RATE',
			`PDV stopa artikla "${ product.code }" je ${ product.vatRate }%, a ne ${ line.vatRate }%.`
		);
	}
	if ( ! lineAddsUp( line ) ) {
		fail(
			'lineTotal',
			'LINE_TOTAL',
			`Iznos stavke ${ line.lineTotal } nije količina × cena − popust (${ computedLineTotal( line ) }).`
		);
	}
	return line;
}
