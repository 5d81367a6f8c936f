import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unzip } from '../wordpress/unzip';

/** Inside the archive, and then inside wp-content. */
const FOLDER = 'plugin-sqlite-database-integration';

/** Lets a site keep its tables in a file: by the very driver that Playground brings, so that both refuse the same SQL. */
export async function laySqliteDriver( content: string ): Promise< void > {
	const playground = dirname(
		createRequire( import.meta.url ).resolve( '@wp-playground/cli' )
	);
	await unzip(
		await readFile( join( playground, 'sqlite-database-integration.zip' ) ),
		content
	);
	const folder = join( content, FOLDER );
	const template = await readFile( join( folder, 'db.copy' ), 'utf8' );
	await writeFile(
		join( content, 'db.php' ),
		template.replaceAll( '{SQLITE_IMPLEMENTATION_FOLDER_PATH}', folder )
	);
}
