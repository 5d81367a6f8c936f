import AdmZip from 'adm-zip';
import { pluginSlug } from '../../tests/env/paths';

const MAIN = `${ pluginSlug }.php`;

/** The first moment that a ZIP archive can hold; local, as it is written. */
const THEN = new Date( 1980, 0, 1 );

const READABLE = 0o644;

/** The same bytes for the same files, whatever their order, their times and the machine's language. */
export function pack(
	files: Map< string, Buffer >,
	target: 'hand-out' | 'directory'
): Buffer {
	const zip = new AdmZip( { noSort: true } );
	for ( const name of [ ...files.keys() ].sort() ) {
		const contents = files.get( name ) ?? Buffer.alloc( 0 );
		const path = `${ pluginSlug }/${ name }`;
		zip.addFile(
			path,
			name === MAIN && target === 'hand-out'
				? withoutUpdates( contents )
				: contents,
			'',
			READABLE
		);
		const entry = zip.getEntry( path );
		if ( entry ) {
			entry.header.time = THEN;
		}
	}
	return zip.toBuffer();
}

/** wordpress.org lists a plugin of another author under this name: its versions are no updates of this one. */
function withoutUpdates( main: Buffer ): Buffer {
	const text = main.toString();
	const changed = text.replace(
		/^( \* )Version: +.+$/m,
		'$&\n$1Update URI:           false'
	);
	if ( changed === text ) {
		throw new Error( `${ MAIN } has no header “Version”.` );
	}
	return Buffer.from( changed );
}
