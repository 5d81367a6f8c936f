import { Problem } from '../run/problem';
import { unzip } from './unzip';

/** The server answered that it has no such file, so it may well have another. */
export class NotThere extends Problem {}

export type DownloadLimits = {
	/** Without a network an answer must come fast: there are other sources to try. */
	answerMs: number;
	/** A slow download may take its time, one that stands still is given up. */
	idleMs: number;
};

const usual: DownloadLimits = {
	answerMs: 8_000,
	idleMs: 30_000,
};

/** Fetches a ZIP archive and unpacks it; any failure is a Problem that names the address. */
export async function downloadZip(
	url: string,
	into: string,
	limits: DownloadLimits = usual
): Promise< void > {
	const { body, type } = await download( url, limits );
	await unzip( body, into ).catch( ( error: Error ) => {
		throw new Problem(
			`${ url } (${ body.length } bytes, ${ type }): ${ error.message }`
		);
	} );
}

async function download(
	url: string,
	limits: DownloadLimits
): Promise< { body: Buffer; type: string } > {
	const patience = new Patience( limits.answerMs );
	try {
		const response = await fetch( url, {
			signal: patience.signal,
		} );
		if ( response.status !== 200 ) {
			await response.body?.cancel();
			const Kind = response.status === 404 ? NotThere : Problem;
			throw new Kind(
				`${ url } answered with HTTP status ${ response.status }.`
			);
		}
		const body = await collected( response, patience, limits );
		const type = response.headers.get( 'content-type' ) ?? 'no type';
		return { body, type };
	} catch ( error ) {
		throw error instanceof Problem
			? error
			: new Problem(
					`${ url }: ${ patience.over ?? reasonOf( error ) }`
				);
	} finally {
		patience.end();
	}
}

async function collected(
	response: Response,
	patience: Patience,
	limits: DownloadLimits
): Promise< Buffer > {
	const reader = response.body?.getReader();
	const chunks: Uint8Array[] = [];
	for (;;) {
		patience.startAnew( limits.idleMs );
		const chunk = ( await reader?.read() )?.value;
		if ( ! chunk ) {
			return Buffer.concat( chunks );
		}
		chunks.push( chunk );
	}
}

/** Aborts when nothing was heard for a while. */
class Patience {
	private readonly abort = new AbortController();
	private timer: NodeJS.Timeout | undefined;
	/** Why it was aborted. */
	over: string | undefined;

	constructor( ms: number ) {
		this.startAnew( ms );
	}

	get signal(): AbortSignal {
		return this.abort.signal;
	}

	startAnew( ms: number ): void {
		this.end();
		this.timer = setTimeout( () => {
			this.over = `nothing came for ${ ms / 1000 } s`;
			this.abort.abort();
		}, ms );
	}

	end(): void {
		clearTimeout( this.timer );
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
