import { z } from 'zod';
import { run, type Run, type RunKind } from '../../src/contract/rest/runs';
import { Problem } from '../../tests/env/run/problem';
import type { ShopSession } from '../../tests/env/shop-session';
import type { DatabaseState } from '../../tests/sors/control/state';

const LIMIT_MS = 180_000;

/** Starts a run and drives it step by step, as the open Sync screen does. */
export async function bringIn(
	shop: ShopSession,
	kind: RunKind,
	tell: ( line: string ) => void = () => undefined
): Promise< Run > {
	let now = run.parse(
		await shop.rest( 'POST', 'sors/v1/runs', { kind, mode: 'apply' } )
	);
	const deadline = Date.now() + LIMIT_MS;
	while ( [ 'queued', 'reading', 'applying' ].includes( now.state ) ) {
		if ( Date.now() > deadline ) {
			throw new Problem(
				`The ${ kind } run was not through after ${ LIMIT_MS / 1000 } s: ${ now.message }`
			);
		}
		now = run.parse(
			await shop.rest( 'POST', `sors/v1/runs/${ now.id }/step` )
		);
		tell(
			`  ${ kind }: ${ now.state }, ${ now.processed } of ${ now.total ?? '?' }`
		);
	}
	if ( now.state !== 'succeeded' ) {
		throw new Problem(
			`The ${ kind } run ended as ${ now.state }: ${ now.message }`
		);
	}
	return now;
}

const shopProducts = z.array(
	z.object( {
		id: z.number(),
		sku: z.string(),
		stock: z.number().nullable(),
		price: z.string(),
	} )
);
export type ShopProduct = z.infer< typeof shopProducts >[ number ];

/** What the shop holds, told by the shop and not by the plugin. */
export async function readProducts(
	shop: ShopSession
): Promise< ShopProduct[] > {
	return shopProducts.parse(
		await shop.rest( 'GET', 'test-site/v1/products' )
	);
}

/**
 * Compares both sides product by product, in whole units; `unit` is the code
 * of the business unit whose stock the shop sells.
 */
export function countStockSet(
	products: ShopProduct[],
	books: NonNullable< DatabaseState[ 'stock' ] >,
	unit: string
): { equal: number; managed: number; differing: string[] } {
	const managed = products.filter( ( { stock } ) => stock !== null );
	const differing = managed.filter( ( { sku, stock } ) => {
		const available = books[ sku ]?.[ unit ]?.available ?? 0;
		return stock !== Math.max( 0, Math.floor( available ) );
	} );
	return {
		equal: managed.length - differing.length,
		managed: managed.length,
		differing: differing.map( ( { sku } ) => sku ),
	};
}

/** In the shop these are drafts: services may stand for shipping or fees, materials are not for sale. */
export const countDrafts = (
	products: readonly { itemType: string; active: boolean }[]
): number =>
	products.filter(
		( { itemType, active } ) =>
			active && [ 'service', 'material' ].includes( itemType )
	).length;
