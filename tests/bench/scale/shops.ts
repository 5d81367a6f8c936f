/** Big shops, one after the other, each in a site of its own that is kept with what is in it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSite } from '../../env/native/running-site';
import { projectDir } from '../../env/paths';
import { command } from '../../env/run/command';
import { step } from '../../env/run/progress';
import { writeAddresses } from '../../env/site/files';
import { underTest } from '../../env/wordpress/find';
import { SorsControl } from '../../sors/client';
import { broughtIn, laps, readings } from '../measure';
import { startReplay } from '../replay';
import { startSlow } from '../slow';
import type { Catalogue, Orders, Pictures, Storage } from './measured';

const LATENCY_MS = 100;

export async function catalogue(
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
	await new SorsControl( replay.controlUrl ).reset( {
		seed: 1,
		items: size,
	} );
	const env = { ...site.env, SORS_CONTROL_URL: replay.controlUrl };
	const args = [ size, turns ];
	const measured: Catalogue = {
		size,
		laps: await laps(
			`A list of ${ size } items`,
			'big-catalogue.php',
			env,
			args
		),
		lists: await readings(
			`Lists of ${ size } items`,
			'big-lists.php',
			env,
			args
		),
	};
	await replay.stop();
	await site.sors.stop();
	return { measured, under: underTest( site.wordpress, site.store ) };
}

export async function orders(
	size: number,
	turns: number,
	storage: Storage
): Promise< Orders > {
	const site = await runSite( {
		name: `bench-${ storage.toLowerCase() }-${ size }`,
		store: 'real',
		hpos: storage === 'HPOS',
	} );
	await new SorsControl( site.sors.controlUrl ).reset( {
		seed: 1,
		items: 1000,
	} );
	const measured = await readings(
		`${ size } orders, ${ storage }`,
		'big-orders.php',
		site.env,
		[ size, turns ]
	);
	await site.sors.stop();
	return { size, storage, readings: measured };
}

async function draw(): Promise< Buffer > {
	const folder = await mkdtemp( join( tmpdir(), 'sors-bench-' ) );
	const file = join( folder, 'picture.jpg' );
	await command( 'php', [
		join( projectDir, 'tests/bench/shop/draw.php' ),
		file,
	] );
	const picture = await readFile( file );
	await rm( folder, { recursive: true } );
	return picture;
}

export async function pictures( turns: number ): Promise< Pictures[] > {
	const site = await runSite( { name: 'bench-pictures', store: 'real' } );
	const slow = await startSlow( site.sors, {
		latencyMs: LATENCY_MS,
		picture: await draw(),
	} );
	await writeAddresses( site.dir, {
		url: site.url,
		sorsUrl: slow.url,
		sorsKey: site.sors.key,
	} );
	const env = { ...site.env, SORS_CONTROL_URL: slow.controlUrl };
	const measured = await step( 'Pictures', async () => {
		const all: Pictures[] = [];
		for ( let turn = 0; turn < turns; turn++ ) {
			await broughtIn( 'open', turn, env );
			slow.waited();
			const ours = await broughtIn( 'ours', turn, env );
			const { requests, ms } = slow.waited();
			const theirs = await broughtIn( 'theirs', turn, env );
			all.push( {
				latencyMs: LATENCY_MS,
				requests,
				needed: ours.requests,
				waitedMs: ms,
				ours: ours.seconds / ours.pictures,
				theirs: theirs.seconds / theirs.pictures,
			} );
		}
		return all;
	} );
	await slow.stop();
	await site.sors.stop();
	return measured;
}
