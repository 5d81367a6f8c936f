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

async function php(
	what: string,
	script: string,
	args: ( string | number )[],
	env: Site
): Promise< unknown > {
	return await step( what, () => run( script, args, env ) );
}

async function run(
	script: string,
	args: ( string | number )[],
	env: Site
): Promise< unknown > {
	const output = await command(
		'php',
		[
			'-d',
			'memory_limit=1G',
			join( projectDir, 'tests/bench/shop', script ),
			...args.map( String ),
		],
		{ env: { ...process.env, ...env }, timeoutMs: LIMIT_MS }
	);
	return JSON.parse( output.trim().split( '\n' ).at( -1 ) ?? '' );
}

export const laps = async (
	what: string,
	script: string,
	env: Site,
	args: number[] = []
): Promise< Lap[] > =>
	z.array( lap ).parse( await php( what, script, args, env ) );

export const readings = async (
	what: string,
	script: string,
	env: Site,
	args: number[]
): Promise< Reading[] > =>
	z.array( reading ).parse( await php( what, script, args, env ) );

/** Makes or opens a shop for what is measured next. */
export const prepare = async (
	what: string,
	script: string,
	env: Site,
	args: ( string | number )[]
): Promise< void > => {
	await php( what, script, args, env );
};

/** Goes on until the file SORS_BENCH_STOP is there. */
export const workUntilStopped = async (
	what: 'sweep' | 'run' | 'worker',
	env: Site
): Promise< void > => {
	await run( 'load-background.php', [ what ], env );
};

export const busyCheckouts = async (
	what: string,
	times: number,
	env: Site
): Promise< BusyCheckout[] > =>
	z
		.array( busyCheckout )
		.parse( await php( what, 'load-checkouts.php', [ times ], env ) );

export const workShift = async (
	how: 'cli' | 'scheduler',
	env: Site
): Promise< Shift > => shift.parse( await run( 'shift.php', [ how ], env ) );

export const broughtIn = async (
	who: 'open' | 'ours' | 'theirs',
	turn: number,
	env: Site
): Promise< Pictures > =>
	pictures.parse( await run( 'pictures.php', [ who, turn ], env ) );

export const asPageCost = ( text: string ): PageCost =>
	pageCost.parse( JSON.parse( text ) );

export const checkouts = async (
	times: number,
	turn: string,
	plugin: 'with' | 'without',
	env: Site
): Promise< Checkout[] > =>
	z
		.array( checkout )
		.parse(
			await php(
				`Checkouts ${ plugin } the plugin, ${ turn } turn`,
				'checkouts.php',
				[ times, plugin ],
				env
			)
		);

export const sendings = async (
	times: number,
	env: Site
): Promise< Sending[] > =>
	z
		.array( sending )
		.parse( await php( 'Sending orders', 'sending.php', [ times ], env ) );
