import { describe, expect, it } from 'vitest';
import * as full from 'zod';
import * as z from 'zod/mini';
import { differences, files } from './emit';
import { Unfit, wordpressSchema, type JsonSchema } from './wordpress-schema';

const emit = ( schema: unknown ) =>
	wordpressSchema( schema as z.ZodMiniType, 'it' );
const pattern = ( regex: RegExp ) => z.string().check( z.regex( regex ) );

/** Objects anywhere in a schema that take any field; a map says of which kind its values are. */
const openObjects = ( schema: unknown ): object[] => {
	if ( schema === null || typeof schema !== 'object' ) {
		return [];
	}
	const { type, additionalProperties } = schema as JsonSchema;
	const isOpen =
		[ type ].flat().includes( 'object' ) &&
		( additionalProperties === undefined || additionalProperties === true );
	return [
		...( isOpen ? [ schema ] : [] ),
		...Object.values( schema ).flatMap( openObjects ),
	];
};

describe( 'what WordPress would not check is refused', () => {
	it.each( [
		[ 'refinement', z.string().check( z.refine( () => false ) ) ],
		[ 'superRefine', full.string().superRefine( () => {} ) ],
		[ 'transform', z.pipe( z.string(), z.transform( Number ) ) ],
		[ 'trim', z.string().check( z.trim() ) ],
		[ 'coercion by preprocess', full.preprocess( String, full.string() ) ],
		[ 'custom', z.custom( () => true ) ],
		[ 'any', z.any() ],
		[ 'date', z.date() ],
		[ 'lazy', z.lazy( () => z.string() ) ],
		[ 'lookalike format', full.url() ],
		[ 'float', z.number() ],
		[ 'multipleOf', z.int().check( z.multipleOf( 5 ) ) ],
		[ 'flags', pattern( /^a$/i ) ],
		[ 'not anchored', pattern( /a$/ ) ],
		[ 'half anchored', pattern( /^a|b$/ ) ],
		[ 'digits of all scripts in PHP', pattern( /^\d$/ ) ],
		[ 'look-ahead', pattern( /^(?=a)$/ ) ],
		[
			'keys by length',
			z.record( z.string().check( z.maxLength( 3 ) ), z.string() ),
		],
		[ 'flags of keys', z.record( pattern( /^a$/i ), z.string() ) ],
		[ 'catchall', z.catchall( z.object( {} ), z.string() ) ],
	] )( '%s', ( _, schema ) => {
		expect( () => emit( schema ) ).toThrow( Unfit );
		expect( () =>
			emit( z.strictObject( { deep: schema as z.ZodMiniType } ) )
		).toThrow( 'it.deep' );
	} );
} );

describe( 'the words of WordPress', () => {
	it( 'says literals as enum', () => {
		expect( emit( z.literal( 'a' ) ) ).toEqual( {
			type: 'string',
			enum: [ 'a' ],
		} );
	} );

	it( 'keeps a map without a word on its keys', () => {
		expect( emit( z.record( z.string(), z.boolean() ) ) ).toEqual( {
			type: 'object',
			additionalProperties: { type: 'boolean' },
		} );
	} );

	it( 'closes a map whose keys have a pattern', () => {
		expect( emit( z.record( pattern( /^a$/ ), z.boolean() ) ) ).toEqual( {
			type: 'object',
			patternProperties: { '^a$(?!\\n)': { type: 'boolean' } },
			additionalProperties: false,
		} );
	} );

	it( 'does not let a final line break through', () => {
		expect( emit( pattern( /^a$/ ) ).pattern ).toBe( '^a$(?!\\n)' );
	} );

	it( 'closes strict objects and leaves queries open', () => {
		const closed = emit( z.strictObject( { a: z.string() } ) );
		expect( closed.additionalProperties ).toBe( false );
		expect( closed.required ).toEqual( [ 'a' ] );
		expect( emit( z.object( {} ) ) ).not.toHaveProperty(
			'additionalProperties'
		);
	} );

	it( 'refuses an unknown field in every body and every answer', () => {
		const open = [ ...files() ]
			.filter( ( [ name ] ) => ! name.endsWith( '-query.json' ) )
			.flatMap( ( [ name, text ] ) =>
				openObjects( JSON.parse( text ) ).map( () => name )
			);
		expect( open ).toEqual( [] );
	} );

	it( 'gives stored settings their defaults and a patch none', () => {
		const property = ( file: string ) =>
			JSON.parse( files().get( file )! ).properties.safetyLimitPercent;
		expect( property( 'settings.json' ).default ).toBe( 20 );
		expect( property( 'settings-patch.json' ) ).not.toHaveProperty(
			'default'
		);
	} );
} );

it( 'contract/rest/ is what the zod schemas say', () => {
	expect( differences( files() ) ).toEqual( [] );
} );
