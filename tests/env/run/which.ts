import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** The first of these programs that is on PATH (or in the system's sbin), as a full path. */
export async function which(
	...programs: string[]
): Promise< string | undefined > {
	const folders = [
		...( process.env.PATH ?? '' ).split( delimiter ),
		'/usr/sbin',
		'/usr/local/sbin',
	];
	for ( const program of programs ) {
		for ( const folder of folders ) {
			const candidate = join( folder, program );
			if ( await isExecutable( candidate ) ) {
				return candidate;
			}
		}
	}
	return undefined;
}

async function isExecutable( file: string ): Promise< boolean > {
	try {
		await access( file, constants.X_OK );
		return true;
	} catch {
		return false;
	}
}
