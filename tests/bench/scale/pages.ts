/** What visitors and the owner's screens ask a web server for. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asPageCost, type PageCost } from '../measure';
import type { Answer, Load, Page } from './measured';

/** Requests before the first that counts: PHP keeps the compiled files, for all processes of the server. */
const WARM = 3;

const PAGES = [
	{ page: 'front page', path: '/' },
	{ page: 'shop', path: '/?post_type=product' },
	{ page: 'Store API cart', path: '/?rest_route=/wc/store/v1/cart' },
];

const ANSWERS = [
	'overview',
	'orders',
	'orders?state=sent',
	'orders?state=attention',
	'reconciliation',
	'payments',
	'runs',
	'conflicts',
	'deleted-products',
	'catalog-mapping',
];

/** As a browser with one item in the cart. */
async function cookies( url: string ): Promise< string > {
	const products = await fetch(
		`${ url }/?rest_route=/wc/store/v1/products&per_page=1`
	);
	const [ first ] = z
		.array( z.object( { id: z.number() } ) )
		.parse( await products.json() );
	const added = await fetch( `${ url }/?add-to-cart=${ first?.id ?? 0 }`, {
		redirect: 'manual',
	} );
	await added.text();
	return added.headers
		.getSetCookie()
		.map( ( cookie ) => cookie.split( ';' )[ 0 ] )
		.join( '; ' );
}

async function get(
	address: string,
	how: 'with' | 'without' | 'admin' | 'forget',
	cookie = ''
): Promise< void > {
	const response = await fetch( address, {
		headers: { 'x-sors-bench': how, ...( cookie ? { cookie } : {} ) },
	} );
	const text = await response.text();
	if ( ! response.ok ) {
		throw new Error( `${ address }: ${ response.status } ${ text }` );
	}
}

async function costs(
	address: string,
	how: 'with' | 'without',
	cookie: string,
	dir: string,
	turns: number
): Promise< PageCost[] > {
	const all: PageCost[] = [];
	for ( let turn = 0; turn < WARM + turns; turn++ ) {
		await get( address, how, cookie );
		all.push(
			asPageCost(
				await readFile(
					join( dir, 'wp-content/bench-page.json' ),
					'utf8'
				)
			)
		);
	}
	return all.slice( WARM );
}

export async function measurePages(
	url: string,
	dir: string,
	turns: number
): Promise< Pick< Load, 'pages' | 'answers' > > {
	const cookie = await cookies( url );
	const pages: Page[] = [];
	for ( const { page, path } of PAGES ) {
		const address = url + path;
		pages.push( {
			page,
			without: await costs( address, 'without', cookie, dir, turns ),
			with: await costs( address, 'with', cookie, dir, turns ),
		} );
	}
	const answers: Answer[] = [];
	for ( const name of ANSWERS ) {
		const address = `${ url }/?rest_route=/sors/v1/${ name.replace( '?', '&' ) }`;
		const ms: number[] = [];
		for ( let turn = 0; turn < WARM + turns; turn++ ) {
			// The first to ask has all counted.
			await get( url, 'forget' );
			const since = performance.now();
			await get( address, 'admin' );
			ms.push( performance.now() - since );
		}
		answers.push( { name, ms: ms.slice( WARM ) } );
	}
	return { pages, answers };
}
