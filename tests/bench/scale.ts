/** Big shops, one after the other, each in a site of its own that is kept with what is in it. */
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { runSite, type RunningSite } from '../env/native/running-site';
import { projectDir } from '../env/paths';
import { say } from '../env/run/progress';
import { writeAddresses } from '../env/site/files';
import { underTest } from '../env/wordpress/find';
import { laps, readings } from './measure';
import { startReplay } from './replay';
import {
	type Catalogue,
	type Orders,
	plot,
	scaleReport,
	verdicts,
	withSection,
} from './scale-report';

export type Sizes = { items: number[]; orders: number[]; turns: number };

async function catalogue(
	size: number,
	turns: number
): Promise< { measured: Catalogue; under: string } > {
	const site = await runSite( { name: `bench-${ size }`, store: 'real' } );
	const replay = await startReplay( site.sors );
	await writeAddresses( site.dir, {
		url: site.url,
		sorsUrl: replay.url,
		sorsKey: site.sors.key,
	} );
	await fetch( `${ replay.controlUrl }/reset`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify( { seed: 1, items: size } ),
	} );
	const measured = await laps(
		`A list of ${ size } items`,
		'big-catalogue.php',
		{ ...site.env, SORS_CONTROL_URL: replay.controlUrl },
		[ size, turns ]
	);
	await replay.stop();
	await site.sors.stop();
	return {
		measured: { size, laps: measured },
		under: underTest( site.wordpress, site.store ),
	};
}

async function orders(
	size: number,
	turns: number,
	storage: Orders[ 'storage' ]
): Promise< Orders > {
	const site: RunningSite = await runSite( {
		name: `bench-${ storage.toLowerCase() }-${ size }`,
		store: 'real',
		hpos: storage === 'HPOS',
	} );
	const measured = await readings(
		`${ size } orders, ${ storage }`,
		site.env,
		[ size, turns ]
	);
	await site.sors.stop();
	return { size, storage, readings: measured };
}

/** @return Whether every goal is met. */
export async function benchScale(
	sizes: Sizes,
	write: boolean
): Promise< boolean > {
	const since = Date.now();
	const catalogues: Catalogue[] = [];
	const shops: Orders[] = [];
	let under = '';
	for ( const size of [ ...sizes.items ].sort( ( a, b ) => a - b ) ) {
		const one = await catalogue( size, sizes.turns );
		catalogues.push( one.measured );
		( { under } = one );
	}
	for ( const storage of [ 'HPOS', 'posts' ] as const ) {
		for ( const size of [ ...sizes.orders ].sort( ( a, b ) => a - b ) ) {
			shops.push( await orders( size, sizes.turns, storage ) );
		}
	}
	const minutes = Math.ceil( ( Date.now() - since ) / 60_000 );
	const about = `Written by \`npm run bench:scale -- --write\` on ${ new Date().toISOString().slice( 0, 10 ) }: ${ under }, MariaDB with a buffer pool of 2 GB, ${ cpus().length } cores (${ cpus()[ 0 ]?.model ?? 'unknown' }), ${ minutes } minutes. Times are of processor time, PHP and database together, the middle of ${ sizes.turns }. The shops are made by SQL (\`tests/php/Site/FilledShop.php\`, \`tests/php/Site/BigShop.php\`) and kept in \`.cache/sites\`; the CSV importer works on 500 products of the same shop. Of runs by price and stock those of the largest list count. Guards in \`npm test\` count the queries and rows (\`BigShopTest\`).`;
	const section = scaleReport( catalogues, shops, about );
	process.stdout.write( section );
	if ( write ) {
		const file = join( projectDir, 'docs/benchmarks.md' );
		const before = await readFile( file, 'utf8' ).catch( () => '' );
		await writeFile( file, withSection( before, section ) );
		await writeFile(
			join( projectDir, 'docs/benchmarks.svg' ),
			plot( catalogues )
		);
	}
	say( `Measured in ${ minutes } minutes` );
	return verdicts( catalogues, shops ).every( ( { isMet } ) => isMet );
}
