import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { onEnd } from './processes';

/** Longer than anybody leaves a demo open. */
const LEFT_MS = 7 * 24 * 60 * 60 * 1000;

/** A folder that goes when this process ends. What one that was killed left long ago goes before. */
export async function temporaryIn(
	parent: string,
	prefix: string
): Promise< { dir: string; remove: () => Promise< void > } > {
	await mkdir( parent, { recursive: true } );
	for ( const name of await readdir( parent ) ) {
		const path = join( parent, name );
		if ( name.startsWith( prefix ) && ( await ageOf( path ) ) > LEFT_MS ) {
			await rm( path, { recursive: true, force: true } );
		}
	}
	const dir = await mkdtemp( join( parent, prefix ) );
	const remove = () => rm( dir, { recursive: true, force: true } );
	const forget = onEnd( remove );
	return {
		dir,
		remove: async () => {
			await remove();
			forget();
		},
	};
}

export async function ageOf( path: string ): Promise< number > {
	return await stat( path ).then(
		( stats ) => Date.now() - stats.mtimeMs,
		() => 0
	);
}
