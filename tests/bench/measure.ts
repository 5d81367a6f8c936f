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
	ms: z.number(),
	queries: z.number(),
	rows: z.number(),
	/** In the answer, where it is a list. */
	returned: z.number(),
} );
export type Reading = z.infer< typeof reading >;

const LIMIT_MS = 3_600_000;

async function php(
	what: string,
	script: string,
	args: string[],
	env: Record< string, string >
): Promise< unknown > {
	const output = await step( what, () =>
		command(
			'php',
			[
				'-d',
				'memory_limit=1G',
				join( projectDir, 'tests/bench/shop', script ),
				...args,
			],
			{ env: { ...process.env, ...env }, timeoutMs: LIMIT_MS }
		)
	);
	return JSON.parse( output.trim().split( '\n' ).at( -1 ) ?? '' );
}

export const laps = async (
	what: string,
	script: string,
	env: Record< string, string >,
	args: number[] = []
): Promise< Lap[] > =>
	z.array( lap ).parse( await php( what, script, args.map( String ), env ) );

export const readings = async (
	what: string,
	env: Record< string, string >,
	args: number[]
): Promise< Reading[] > =>
	z
		.array( reading )
		.parse( await php( what, 'big-orders.php', args.map( String ), env ) );

export const checkouts = async (
	times: number,
	turn: string,
	plugin: 'with' | 'without',
	env: Record< string, string >
): Promise< Checkout[] > =>
	z
		.array( checkout )
		.parse(
			await php(
				`Checkouts ${ plugin } the plugin, ${ turn } turn`,
				'checkouts.php',
				[ String( times ), plugin ],
				env
			)
		);

export const sendings = async (
	times: number,
	env: Record< string, string >
): Promise< Sending[] > =>
	z
		.array( sending )
		.parse(
			await php(
				'Sending orders',
				'sending.php',
				[ String( times ) ],
				env
			)
		);
