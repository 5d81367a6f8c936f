import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The innermost package that a file is of. */
const PACKAGE = /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+(?=[\\/])/;

/**
 * A webpack plugin: LICENSES.txt has the licence of each package of which
 * something is in the scripts. Their sources have no notices that minifying
 * could keep.
 */
export class Licences {
	/** @param {import('webpack').Compiler} compiler */
	apply( compiler ) {
		const { Compilation, sources } = compiler.webpack;
		compiler.hooks.thisCompilation.tap( 'Licences', ( compilation ) => {
			const stage = Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
			compilation.hooks.processAssets.tap(
				{ name: 'Licences', stage },
				() =>
					compilation.emitAsset(
						'LICENSES.txt',
						new sources.RawSource( notices( compilation ) )
					)
			);
		} );
	}
}

/** @param {import('webpack').Compilation} compilation */
function notices( { chunks, chunkGraph } ) {
	const folders = [ ...chunks ]
		.flatMap( ( chunk ) => [ ...chunkGraph.getChunkModules( chunk ) ] )
		// What webpack has put into one.
		.flatMap( ( module ) => [ ...( module.modules ?? [ module ] ) ] )
		.flatMap( ( { resource } ) => resource?.match( PACKAGE ) ?? [] );

	/** @type {Map< string, Set< string > >} Licence => packages: many share one. */
	const packages = new Map();
	for ( const folder of new Set( folders ) ) {
		const { name, version } = JSON.parse( read( folder, 'package.json' ) );
		const licence = licenceOf( folder );
		packages.set(
			licence,
			new Set( packages.get( licence ) ).add( `${ name } ${ version }` )
		);
	}
	return [ ...packages ]
		.map(
			( [ licence, names ] ) =>
				`${ [ ...names ].sort().join( '\n' ) }\n\n${ licence }\n`
		)
		.sort()
		.join( `\n${ '-'.repeat( 72 ) }\n\n` );
}

/** @param {string} folder */
function licenceOf( folder ) {
	const file = readdirSync( folder ).find( ( name ) =>
		/^licen[cs]e(\.\w+)?$/i.test( name )
	);
	if ( file === undefined ) {
		throw new Error( `${ folder } has no licence.` );
	}
	return read( folder, file ).replace( /\r\n/g, '\n' ).trim();
}

/**
 * @param {string} folder
 * @param {string} file
 */
const read = ( folder, file ) => readFileSync( join( folder, file ), 'utf8' );
