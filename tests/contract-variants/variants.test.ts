import { describe, expect, it } from 'vitest';
import type { SorsContract } from '../../src/contract/sors/contract';
import { nestedFields, renamed, renamedPath } from './rename';
import { variant, VARIANTS } from './variants';
import type { VariantName } from './variants';

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

	it.each( Object.keys( VARIANTS ) as VariantName[] )(
		'"%s" is the same each time',
		( name ) => {
			expect( variant( name ) ).toEqual( variant( name ) );
		}
	);

	it( 'the second has what DESIGN asks for', () => {
		const { wire, database, paging, entities } = variant( 'second' );
		expect( [
			wire.decimals,
			database.in,
			paging.style,
			paging.firstPage,
		] ).toEqual( [ 'string', 'header', 'offset', 0 ] );
		const paths = Object.values( entities ).flatMap( ( fields ) =>
			Object.values( fields )
		);
		expect(
			paths.filter( ( path ) => path.includes( '.' ) ).length
		).toBeGreaterThan( paths.length / 2 );
	} );
} );

describe( 'renaming', () => {
	it( 'leaves placeholders and nothing else', () => {
		expect( renamed( 'priceWithVat' ) ).toBe( 'q_taV_htiW_ecirp' );
		expect( renamedPath( '/products/{productId}/images' ) ).toBe(
			'/q_stcudorp/{productId}/q_segami'
		);
		expect(
			nestedFields( 'debt', { a: 'one', b: 'two', c: 'three' } )
		).toEqual( {
			a: 'q_eno',
			b: 'q_tbed_group.q_owt',
			c: 'q_tbed_group.q_deep.q_eerht',
		} );
	} );
} );
