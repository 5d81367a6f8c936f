import { describe, expect, it } from 'vitest';
import type { SorsContract } from '../../src/contract/sors/contract';
import { variant } from './variants';

/** Every name and value that goes over the wire. */
function wireNames( contract: SorsContract ): Set< string > {
	const { envelope, paging, database, auth } = contract;
	const paths = [
		...Object.values( contract.operations ).flatMap(
			( { path, query } ) => [
				...path
					.split( '/' )
					.filter( ( segment ) => ! segment.startsWith( '{' ) ),
				...Object.values( query ?? {} ),
			]
		),
		...Object.values( contract.entities ).flatMap( ( fields ) =>
			Object.values( fields )
		),
		...Object.values( contract.values ).flatMap( ( values ) =>
			Object.values( values ).map( String )
		),
		...Object.values( {
			...envelope,
			...envelope.error,
			error: null,
			status: null,
		} ),
		paging.page,
		paging.size,
		// In a path it has no name; the field only fills the file's form.
		database.in === 'path' ? null : database.name,
		auth.header,
		auth.prefix.trim(),
	];
	return new Set(
		paths.flatMap( ( path ) =>
			path ? path.toLowerCase().split( '.' ) : []
		)
	);
}

const shipped = wireNames( variant( 'shipped' ) );

describe( 'contract variants', () => {
	it.each( [ 'second', 'third' ] as const )(
		'"%s" shares no name with the shipped one',
		( name ) => {
			const contract = variant( name );
			const shared = [ ...wireNames( contract ) ].filter( ( each ) =>
				shipped.has( each )
			);
			expect( shared ).toEqual( [] );
		}
	);

	it( 'writes and nests in the second what the shipped one does not', () => {
		const { wire, database, paging, entities } = variant( 'second' );
		expect( [ wire.decimals, database.in, paging.style ] ).toEqual( [
			...[ 'string', 'header', 'offset' ],
		] );
		const paths = Object.values( entities ).flatMap( Object.values );
		expect(
			paths.filter( ( path ) => path.includes( '.' ) ).length
		).toBeGreaterThan( paths.length / 2 );
	} );
} );
