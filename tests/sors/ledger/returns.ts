/** A return is made from a document issued before, and brings back no more than that one took. */
import { round } from '../assortment/numbers';
import type { FieldError } from '../model/refusal';
import type { DocumentLine } from '../model/types';
import type { Fields } from '../wire/entities';
import type { Context } from './documents';

function quantities( lines: readonly DocumentLine[] ): Map< string, number > {
	const sums = new Map< string, number >();
	for ( const line of lines ) {
		const before = sums.get( line.productId ) ?? 0;
		sums.set( line.productId, round( before + line.quantity, 4 ) );
	}
	return sums;
}

export function checkReturn(
	{ database, has }: Context,
	sent: Fields,
	lines: readonly DocumentLine[]
): FieldError[] {
	if ( ! has( 'document', 'sourceDocumentId' ) ) {
		return [];
	}
	const fault = ( field: string, code: string, message: string ) => [
		{ field, code, message },
	];
	const field = 'sourceDocumentId';
	const source = database.documents.find(
		( each ) => each.id === sent.sourceDocumentId
	);
	if ( ! source ) {
		return fault(
			field,
			'UNKNOWN_DOCUMENT',
			'Povraćaj se pravi iz postojećeg dokumenta.'
		);
	}
	if ( source.status === 'cancelled' ) {
		return fault(
			field,
			'CANCELLED',
			`Dokument ${ source.number } je storniran.`
		);
	}
	// Goods came by it to nobody.
	if ( [ 'reservation', 'invoice', 'return' ].includes( source.kind ) ) {
		return fault(
			field,
			'NOT_RETURNABLE',
			`Iz dokumenta ${ source.number } se ne pravi povraćaj.`
		);
	}
	const left = quantities( source.lines );
	for ( const earlier of database.documents ) {
		if (
			earlier.sourceDocumentId === source.id &&
			earlier.status === 'open'
		) {
			for ( const [ id, quantity ] of quantities( earlier.lines ) ) {
				left.set( id, round( ( left.get( id ) ?? 0 ) - quantity, 4 ) );
			}
		}
	}
	for ( const [ id, quantity ] of quantities( lines ) ) {
		const most = left.get( id ) ?? 0;
		if ( quantity > most ) {
			const code = lines.find(
				( line ) => line.productId === id
			)?.productCode;
			return fault(
				'lines',
				'RETURN_EXCEEDS',
				`Artikla "${ code }" se može vratiti najviše ${ most }.`
			);
		}
	}
	return [];
}
