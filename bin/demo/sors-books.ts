import { z } from 'zod';
import type { RunningSors } from '../../tests/env/sors';

/** What the SORS server really holds, read by its side door. */
const books = z.object( {
	databases: z.record(
		z.string(),
		z.object( {
			counts: z.object( { products: z.number() } ),
			products: z.array(
				z.object( { itemType: z.string(), active: z.boolean() } )
			),
			documents: z.array(
				z.object( {
					number: z.string(),
					kind: z.string(),
					status: z.string(),
					externalReference: z.string().nullable(),
					total: z.number(),
					lines: z.array( z.unknown() ),
				} )
			),
			stock: z.record(
				z.string(),
				z.record( z.string(), z.object( { available: z.number() } ) )
			),
		} )
	),
} );

export type Books = z.infer< typeof books >[ 'databases' ][ string ];

export async function readBooks(
	sors: RunningSors,
	database: string
): Promise< Books > {
	const response = await fetch(
		`${ sors.controlUrl }/state?database=${ database }&include=products,documents,stock`
	);
	const found = books.parse( await response.json() ).databases[ database ];
	if ( ! found ) {
		throw new Error( `The SORS server has no database ${ database }.` );
	}
	return found;
}

/** In the shop these are drafts: services may stand for shipping or fees, materials are not for sale. */
export const countDrafts = (
	products: readonly { itemType: string; active: boolean }[]
): number =>
	products.filter(
		( { itemType, active } ) =>
			active && [ 'service', 'material' ].includes( itemType )
	).length;
