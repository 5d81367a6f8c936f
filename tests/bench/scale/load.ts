/** Buyers, workers and visitors in the largest shop of a storage. */
import { mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import getPort from 'get-port';
import { runSite, type RunningSite } from '../../env/native/running-site';
import { startWebServer } from '../../env/native/web-server';
import { projectDir } from '../../env/paths';
import { step } from '../../env/run/progress';
import { writeAddresses } from '../../env/site/files';
import { SorsControl } from '../../sors/client';
import {
	busyCheckouts,
	prepare,
	type Shift,
	workShift,
	workUntilStopped,
} from '../measure';
import type { Load, Storage } from './measured';
import { measurePages } from './pages';
import { measureScreens } from './screens';

const LATENCY_MS = 100;
const WORKERS = 4;

type Amounts = { turns: number; checkouts: number; orders: number };

async function latency( site: RunningSite, ms: number ): Promise< void > {
	await fetch( `${ site.sors.controlUrl }/settings`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify( { latencyMs: ms } ),
	} );
}

async function busy(
	site: RunningSite,
	folder: string,
	times: number
): Promise< Load[ 'checkouts' ] > {
	const stop = join( folder, 'stop' );
	const env = { ...site.env, SORS_BENCH_STOP: stop };
	const others = Promise.all( [
		workUntilStopped( 'sweep', env ),
		workUntilStopped( 'run', env ),
		...Array.from( { length: WORKERS }, () =>
			workUntilStopped( 'worker', env )
		),
	] );
	const [ checkouts ] = await Promise.all( [
		busyCheckouts(
			'Checkouts while others work',
			'load-checkouts.php',
			env,
			[ times ]
		).finally( () => writeFile( stop, '' ) ),
		others,
	] );
	return checkouts;
}

/** All of them begin once each has loaded WordPress. */
async function atOnce(
	site: RunningSite,
	folder: string,
	count: number
): Promise< Shift[] > {
	const start = join( folder, `start-${ count }` );
	const env = { ...site.env, SORS_BENCH_START: start };
	const all = Promise.all(
		Array.from( { length: count }, () => workShift( 'cli', env ) )
	);
	const ready = async () =>
		( await readdir( folder ) ).filter( ( name ) =>
			name.startsWith( `start-${ count }.` )
		).length;
	// Where one breaks, `all` says so.
	await Promise.race( [
		all,
		( async () => {
			while ( ( await ready() ) < count ) {
				await sleep( 20 );
			}
			await writeFile( start, '' );
		} )(),
	] );
	return await all;
}

async function workers(
	site: RunningSite,
	folder: string,
	orders: number
): Promise< Pick< Load, 'one' | 'four' | 'scheduler' > > {
	const due = ( count: number, batch: string ) =>
		prepare( `${ count } orders are due`, 'due-orders.php', site.env, [
			count,
			batch,
		] );
	await due( orders, 'jedan' );
	await latency( site, LATENCY_MS );
	const [ one ] = await step( 'One worker', () => atOnce( site, folder, 1 ) );
	await latency( site, 0 );
	await due( WORKERS * orders, 'cetiri' );
	await latency( site, LATENCY_MS );
	const four = await step( 'Four workers', () =>
		atOnce( site, folder, WORKERS )
	);
	await latency( site, 0 );
	await due( WORKERS * orders, 'raspored' );
	await latency( site, LATENCY_MS );
	const scheduler = await step( 'Action Scheduler', () =>
		workShift( 'scheduler', {
			...site.env,
			SORS_BENCH_START: join( folder, 'scheduler' ),
		} )
	);
	await latency( site, 0 );
	return { one: one as Shift, four, scheduler };
}

async function visitors(
	site: RunningSite,
	turns: number
): Promise< Pick< Load, 'pages' | 'answers' | 'screens' > > {
	const port = await getPort( { host: '127.0.0.1' } );
	const url = `http://127.0.0.1:${ port }`;
	await writeAddresses( site.dir, {
		url,
		sorsUrl: site.sors.url,
		sorsKey: site.sors.key,
	} );
	const plugin = join( site.dir, 'wp-content/mu-plugins/bench-pages.php' );
	await rm( plugin, { force: true } );
	await symlink( join( projectDir, 'tests/bench/shop/pages.php' ), plugin );
	const web = await startWebServer( {
		name: site.name,
		dir: site.dir,
		port,
		// As PHP has it where nobody says otherwise.
		trusts: 2,
	} );
	try {
		const measured = await step( 'Pages and first answers', () =>
			measurePages( url, site.dir, turns )
		);
		const screens = await step( 'Screens', () =>
			measureScreens( url, turns )
		);
		return { ...measured, screens };
	} finally {
		await web.stop();
		await rm( plugin, { force: true } );
	}
}

export async function load(
	storage: Storage,
	size: number,
	{ turns, checkouts, orders }: Amounts
): Promise< Load > {
	const site = await runSite( {
		name: `bench-${ storage.toLowerCase() }-${ size }`,
		store: 'real',
		hpos: storage === 'HPOS',
	} );
	const folder = await mkdtemp( join( tmpdir(), 'sors-bench-' ) );
	try {
		await new SorsControl( site.sors.controlUrl ).reset( {
			seed: 1,
			items: 1000,
		} );
		await prepare(
			`${ size } orders, ${ storage }, for buyers and workers`,
			'load-open.php',
			site.env,
			[ size ]
		);
		return {
			storage,
			latencyMs: LATENCY_MS,
			...( await visitors( site, turns ) ),
			checkouts: await busy( site, folder, checkouts ),
			...( await workers( site, folder, orders ) ),
		};
	} finally {
		await rm( folder, { recursive: true } );
		await site.sors.stop();
	}
}
