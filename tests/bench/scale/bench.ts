/** npm run bench:scale: all that is measured of big shops, in one run. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectDir } from '../../env/paths';
import { Problem } from '../../env/run/problem';
import { say } from '../../env/run/progress';
import { pairs } from '../../env/wordpress/pairs';
import { load } from './load';
import type { Scale, Storage } from './measured';
import { STORAGES } from './reading-rows';
import { scaleReport, verdicts, withSection } from './section';
import { catalogue, orders, pictures } from './shops';

export const PARTS = [ 'catalogue', 'orders', 'load', 'pictures' ] as const;
type Part = ( typeof PARTS )[ number ];

export type Wanted = {
	/** Lengths of price lists. */
	sizes: number[];
	turns: number;
	/** Checkouts while others work. */
	checkouts: number;
	/** Of one worker; four have four times as many. */
	orders: number;
	storages: Storage[];
	parts: Part[];
};

/** What is published is all of it, as large as it is said to be. */
export const WHOLE: Wanted = {
	sizes: [ 1000, 10_000, 100_000 ],
	turns: 5,
	checkouts: 200,
	orders: 25,
	storages: STORAGES,
	parts: [ ...PARTS ],
};

async function measure(
	wanted: Wanted
): Promise< { scale: Scale; under: string } > {
	const { sizes, turns, storages, parts } = wanted;
	const scale: Scale = {
		catalogues: [],
		orders: [],
		loads: [],
		pictures: [],
	};
	let under = '';
	const sorted = [ ...sizes ].sort( ( a, b ) => a - b );
	const largest = 2 * ( sorted.at( -1 ) ?? 0 );
	for ( const size of parts.includes( 'catalogue' ) ? sorted : [] ) {
		const one = await catalogue( size, turns );
		scale.catalogues.push( one.measured );
		( { under } = one );
	}
	for ( const storage of storages ) {
		for ( const size of parts.includes( 'orders' ) ? sorted : [] ) {
			scale.orders.push( await orders( 2 * size, turns, storage ) );
		}
		if ( parts.includes( 'load' ) ) {
			scale.loads.push( await load( storage, largest, wanted ) );
		}
	}
	if ( parts.includes( 'pictures' ) ) {
		scale.pictures = await pictures( turns );
	}
	return { scale, under };
}

function about( under: string, minutes: number, turns: number ): string[] {
	const machine = `${ cpus().length } cores (${ cpus()[ 0 ]?.model ?? 'unknown' }), ${ Math.round( totalmem() / 2 ** 30 ) } GB`;
	return [
		`Written by \`npm run bench:scale -- --write\` on ${ new Date().toISOString().slice( 0, 10 ) } in ${ minutes } minutes: ${ under }, ${ machine }. To repeat it: that command, on a machine that does nothing else.`,
		`MariaDB has a buffer pool of 2 GB and does not write its commits to the disk at once, so what a disk takes is in none of the figures. Times are of processor time, PHP and database together, unless they are by the clock. Each is the middle of ${ turns }, but for what can be new only once and for checkouts and workers.`,
		'The shops are made by SQL (`tests/php/Site/BigShop.php`), one product in a hundred a variable one. The floor does the same bulk SQL, caches and public actions without our code. “Each further item” is what the longest list costs more than a shorter one, over the items that it has more. New products have no stock until the first stock run; the importer sets it at once. “Counted anew” is what the first request in five minutes pays for the sums of a list. “Other work” is a sweep without a rest, a run and four workers; where the sweep sees an order before our hook does, that checkout has three queries more. `npm test` guards the same by counting queries and rows (`BigShopTest`).',
	];
}

async function publish( section: string ): Promise< void > {
	const file = join( projectDir, 'docs/benchmarks.md' );
	const before = await readFile( file, 'utf8' ).catch( () => '' );
	await writeFile( file, withSection( before, section ) );
}

/** Only the whole table, of the newest pair, is published. */
function checkWhole( wanted: Wanted ): void {
	if ( JSON.stringify( wanted ) !== JSON.stringify( WHOLE ) ) {
		throw new Problem(
			'Only the whole bench is published: leave out --sizes, --turns, --checkouts, --shift, --storage and --only.'
		);
	}
}

function checkNewest( under: string ): void {
	const { wordpress, woocommerce } = pairs.at( -1 ) ?? pairs[ 0 ];
	if (
		! under.includes( `WordPress ${ wordpress } ` ) ||
		! under.includes( `WooCommerce ${ woocommerce } ` )
	) {
		throw new Problem(
			`Only the newest pair is published: WordPress ${ wordpress } with WooCommerce ${ woocommerce }.`
		);
	}
}

/** @return Whether every goal is met. */
export async function benchScale(
	wanted: Wanted,
	write: boolean
): Promise< boolean > {
	if ( write ) {
		checkWhole( wanted );
	}
	const since = Date.now();
	const { scale, under } = await measure( wanted );
	const minutes = Math.ceil( ( Date.now() - since ) / 60_000 );
	const section = scaleReport( scale, about( under, minutes, wanted.turns ) );
	process.stdout.write( section );
	if ( write ) {
		checkNewest( under );
		await publish( section );
	}
	say( `Measured in ${ minutes } minutes` );
	return verdicts( scale ).every( ( { isMet } ) => isMet );
}
