import { Problem } from '../run/problem';
import { unzip } from './unzip';

/** The server answered that it has no such file, so it may well have another. */
export class NotThere extends Problem {}

/** Fetches a ZIP archive and unpacks it; any failure is a Problem that names the address. */
export async function downloadZip(
	url: string,
	into: string,
	patienceMs: number
): Promise< void > {
	const { body, type } = await download( url, patienceMs );
	await unzip( body, into ).catch( ( error: Error ) => {
		throw new Problem(
			`${ url } (${ body.length } bytes, ${ type }): ${ error.message }`
		);
	} );
}

/** A slow download may take its time; one of which nothing comes for so long is given up. */
async function download(
	url: string,
	patienceMs: number
): Promise< { body: Buffer; type: string } > {
	const abort = new AbortController();
	const silence = `${ url }: nothing came for ${ patienceMs / 1000 } s`;
	const timer = setTimeout(
		() => abort.abort( new Problem( silence ) ),
		patienceMs
	);
	try {
		const response = await fetch( url, { signal: abort.signal } );
		if ( response.status !== 200 ) {
			await response.body?.cancel();
			const Kind = response.status === 404 ? NotThere : Problem;
			throw new Kind(
				`${ url } answered with HTTP status ${ response.status }.`
			);
		}
		const chunks: Uint8Array[] = [];
		const reader = response.body?.getReader();
		for (
			let part = await reader?.read();
			part?.value;
			part = await reader?.read()
		) {
			timer.refresh();
			chunks.push( part.value );
		}
		return {
			body: Buffer.concat( chunks ),
			type: response.headers.get( 'content-type' ) ?? 'no type',
		};
	} catch ( error ) {
		throw error instanceof Problem
			? error
			: new Problem( `${ url }: ${ reasonOf( error ) }` );
	} finally {
		clearTimeout( timer );
	}
}

/** Fetch itself says only that it failed; its cause says why. */
function reasonOf( error: unknown ): string {
	const { cause, message } = error as Error & {
		cause?: NodeJS.ErrnoException;
	};
	// Where a host has several addresses, only the code is common to all.
	return cause?.message || cause?.code || message;
}
