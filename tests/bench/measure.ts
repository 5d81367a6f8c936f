/** Runs the PHP of tests/bench/shop inside the site, and reads what it measured. */
import { join } from 'node:path';
import { z } from 'zod';
import { projectDir } from '../env/paths';
import { command } from '../env/run/command';
import { step } from '../env/run/progress';

const lap = z.object( {
	name: z.string(),
	items: z.number().positive(),
	/** Of processor time; see shop/Processor.php. */
	seconds: z.number().positive(),
	/** Seconds that went by. */
	clock: z.number().positive(),
	queries: z.number(),
	/** That the database read. */
	rows: z.number(),
	mebibytes: z.number(),
} );
export type Lap = z.infer< typeof lap >;

const checkout = z.object( {
	ms: z.number(),
	queries: z.number(),
	ownMs: z.number(),
	ownQueries: z.number(),
} );
export type Checkout = z.infer< typeof checkout >;

const sending = z.object( {
	ms: z.number(),
	clockMs: z.number(),
	queries: z.number(),
} );
export type Sending = z.infer< typeof sending >;

const reading = z.object( {
	name: z.string(),
	/** Whether it is a page of a list. */
	list: z.boolean(),
	ms: z.number(),
	queries: z.number(),
	rows: z.number(),
	/** In the answer, where it is a list. */
	returned: z.number(),
} );
export type Reading = z.infer< typeof reading >;

const busyCheckout = checkout.extend( {
	/** That its statements waited for others. */
	waitedMs: z.number(),
} );
export type BusyCheckout = z.infer< typeof busyCheckout >;

/** What one worker did. */
const shift = z.object( {
	orders: z.number(),
	/** Moments of its first and last order, in seconds. */
	began: z.number(),
	ended: z.number(),
	/** Of processor time, PHP and database. */
	seconds: z.number(),
	/** Requests to SORS. */
	requests: z.number(),
} );
export type Shift = z.infer< typeof shift >;

const pageCost = z.object( {
	files: z.number(),
	ms: z.number(),
	/** In our hooks. */
	ownQueries: z.number(),
	/** Of the whole page. */
	queries: z.number(),
} );
export type PageCost = z.infer< typeof pageCost >;

const pictures = z.object( {
	pictures: z.number(),
	/** That one after another would make. */
	requests: z.number(),
	/** Of processor time. */
	seconds: z.number(),
} );
export type Pictures = z.infer< typeof pictures >;

const LIMIT_MS = 3_600_000;

type Site = Record< string, string >;

async function run(
	script: string,
	env: Site,
	args: ( string | number )[]
): Promise< unknown > {
	const output = await command(
		'php',
		[
			...[ '-d', 'memory_limit=1G' ],
			join( projectDir, 'tests/bench/shop', script ),
			...args.map( String ),
		],
		{ env: { ...process.env, ...env }, timeoutMs: LIMIT_MS }
	);
	return JSON.parse( output.trim().split( '\n' ).at( -1 ) ?? '' );
}

/** Says what it does, and again while it lasts. */
const measuring =
	< Shape extends z.ZodType >( shape: Shape ) =>
	async (
		what: string,
		script: string,
		env: Site,
		args: ( string | number )[] = []
	): Promise< z.infer< Shape > > =>
		shape.parse( await step( what, () => run( script, env, args ) ) );

/** Makes or opens a shop for what is measured next. */
export const prepare = measuring( z.unknown() );
export const laps = measuring( z.array( lap ) );
export const readings = measuring( z.array( reading ) );
export const busyCheckouts = measuring( z.array( busyCheckout ) );
export const checkouts = measuring( z.array( checkout ) );
export const sendings = measuring( z.array( sending ) );

/** Goes on until the file SORS_BENCH_STOP is there. */
export const workUntilStopped = (
	what: 'sweep' | 'run' | 'worker',
	env: Site
): Promise< unknown > => run( 'load-background.php', env, [ what ] );

export const workShift = async (
	how: 'cli' | 'scheduler',
	env: Site
): Promise< Shift > => shift.parse( await run( 'shift.php', env, [ how ] ) );

export const broughtIn = async (
	who: 'open' | 'ours' | 'theirs',
	turn: number,
	env: Site
): Promise< Pictures > =>
	pictures.parse( await run( 'pictures.php', env, [ who, turn ] ) );

export const asPageCost = ( text: string ): PageCost =>
	pageCost.parse( JSON.parse( text ) );
