import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unzip } from './unzip';

/** Without a network an answer must come fast: there are other sources to try. */
const CONNECT_LIMIT_MS = 6_000;
const TRANSFER_LIMIT_MS = 180_000;

/**
 * Fetches a ZIP archive whose one top folder becomes `target`.
 *
 * @return false when the address cannot be reached or answers anything but 200
 */
export async function downloadFolder(
	url: string,
	target: string
): Promise< boolean > {
	const archive = await download( url );
	if ( ! archive ) {
		return false;
	}
	await intoPlace( target, async ( dir ) => {
		await unzip( archive, dir );
		return join( dir, basename( target ) );
	} );
	return true;
}

async function download( url: string ): Promise< Buffer | undefined > {
	const abort = new AbortController();
	let timer = setTimeout( () => abort.abort(), CONNECT_LIMIT_MS );
	try {
		const response = await fetch( url, { signal: abort.signal } );
		clearTimeout( timer );
		if ( response.status !== 200 ) {
			await response.body?.cancel();
			return undefined;
		}
		timer = setTimeout( () => abort.abort(), TRANSFER_LIMIT_MS );
		return Buffer.from( await response.arrayBuffer() );
	} catch {
		return undefined;
	} finally {
		clearTimeout( timer );
	}
}

/**
 * Lets `fill` work in a temporary folder beside the target and renames what it
 * answers, so that an interrupted download is never taken for a whole one, and
 * of two commands that download at once, either's result serves both.
 */
export async function intoPlace(
	target: string,
	fill: ( dir: string ) => Promise< string >
): Promise< void > {
	await mkdir( dirname( target ), { recursive: true } );
	const temporary = await mkdtemp( `${ target }.part-` );
	try {
		const made = await fill( temporary );
		await rename( made, target ).catch(
			( error: NodeJS.ErrnoException ) => {
				if ( error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' ) {
					throw error;
				}
			}
		);
	} finally {
		await rm( temporary, { recursive: true, force: true } );
	}
}
