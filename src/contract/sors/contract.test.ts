import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
	ENTITY_FIELDS,
	ENUM_VALUES,
	OPERATION_NAMES,
	sorsContract,
} from './contract';

const read = ( file: string ): unknown =>
	JSON.parse( readFileSync( new URL( file, import.meta.url ), 'utf8' ) );
const shipped = read( '../../../contract/sors-api.json' );
const example = read( '../../../tests/contract-variants/example.json' );

/** The faults of the example after a change, as `path: message`. */
function faults( path: string, value: unknown ): string[] {
	const changed = structuredClone( example ) as Record< string, unknown >;
	const parts = path.split( '.' );
	const last = parts.pop() ?? '';
	let place = changed;
	for ( const part of parts ) {
		place = place[ part ] as Record< string, unknown >;
	}
	if ( value === undefined ) {
		delete place[ last ];
	} else {
		place[ last ] = value;
	}
	const result = sorsContract.safeParse( changed );
	return result.success
		? []
		: result.error.issues.map(
				( issue ) => `${ issue.path.join( '.' ) }: ${ issue.message }`
			);
}

describe( 'the shape of a contract file', () => {
	it( 'fits the shipped one', () => {
		expect(
			sorsContract.parse( shipped ).operations.listProducts
		).toBeDefined();
	} );

	it( 'has in the example all that there is, so that tests may spell it', () => {
		const { operations, entities, values } = sorsContract.parse( example );
		const lists = ( parts: object ) =>
			Object.entries( parts ).map( ( [ name, part ] ) => [
				name,
				Array.isArray( part ) ? part : Object.keys( part ),
			] );
		expect( Object.keys( operations ) ).toEqual( OPERATION_NAMES );
		expect( lists( entities ) ).toEqual( lists( ENTITY_FIELDS ) );
		expect( lists( values ) ).toEqual( lists( ENUM_VALUES ) );
	} );

	it.each( [
		[ 'operations.findDocuments', undefined ],
		[ 'operations.listProducts.query.modifiedSince', undefined ],
		[ 'paging', { style: 'none' } ],
		[ 'entities.businessUnit.active', 'flags.active' ],
		[ 'wire.dateTimes', 'dd.MM.yyyy HH:mm:ss' ],
		[ 'values.itemType.goods', 1 ],
		[ 'operations.listProducts.envelope', { data: 'items' } ],
		[
			'operations.createReservation.constants',
			{ body: { 'meta.type': 4 }, query: { v: 2 } },
		],
	] )( 'allows %s to be %j', ( path, value ) => {
		expect( faults( path, value ) ).toEqual( [] );
	} );

	it( 'takes the database into the path, but of operations without one', () => {
		const changed = structuredClone( example ) as {
			database: object;
			operations: Record< string, { path: string; database?: false } >;
		};
		changed.database = { in: 'path', name: 'database' };
		const all = Object.values( changed.operations );
		const within = all.filter( ( { database } ) => database !== false );
		expect( within.length ).toBeLessThan( all.length );
		for ( const operation of within ) {
			operation.path = `/{database}${ operation.path }`;
		}
		expect( sorsContract.safeParse( changed ).error?.issues ).toBe(
			undefined
		);
	} );

	it.each( [
		[ 'formatVersion', 2, /formatVersion/ ],
		[
			'operations.listProducts',
			undefined,
			/operations.listProducts: is missing/,
		],
		[ 'operations.listThings', {}, /operations/ ],
		[ 'operations.listProducts.query.modifedSince', 'x', /operations/ ],
		[
			'operations.listInventory.query.taxId',
			'x',
			/operations.listInventory.query.taxId: is no parameter/,
		],
		[
			'operations.listProductImages.path',
			'/products/images',
			/path: must hold the placeholders \[productId\]/,
		],
		[
			'operations.listProducts.path',
			'/{database}/products',
			/path: must hold the placeholders \[\]/,
		],
		[
			'operations.listProducts.returns',
			'stockLevel[]',
			/returns: must be product\[\]/,
		],
		[
			'operations.listProducts.constants',
			{ body: { all: true } },
			/method: GET cannot carry a body/,
		],
		[ 'envelope.data', null, /envelope.data/ ],
		[
			'operations.listProducts.envelope',
			{ success: 'ok' },
			/operations.listProducts.envelope/,
		],
		[ 'database', { in: 'body', name: 'db' }, /database.in/ ],
		[
			'operations.createReservation.paged',
			true,
			/only lists come in pages/,
		],
		[ 'paging', { style: 'cursor' }, /paging.style/ ],
		[ 'paging', { style: 'offset' }, /paging.page: style offset needs/ ],
		[ 'entities.product.kode', 'x', /entities.product/ ],
		[ 'entities.product.name', 'code', /"code" is used more than once/ ],
		[
			'entities.product.name',
			'code.inner',
			/entities.product.code: "code" is used more than once/,
		],
		[
			'entities.product.vatRate',
			undefined,
			/types.product.vatRate: has no field/,
		],
		[ 'types.product.name', 'money', /types.product.name/ ],
		[
			'types.product.name',
			'enum:colour',
			/there are no values called colour/,
		],
		[
			'types.product.name',
			'colour[]',
			/there is no entity called colour/,
		],
		[ 'readOnly.document', [ 'id', 'nummer' ], /has no field nummer/ ],
		[ 'wire.dates', 'D.M.YYYY', /must be made of yyyy MM dd/ ],
		[ 'baseUrl', 'api', /baseUrl/ ],
	] )( 'refuses %s to be %j', ( path, value, fault ) => {
		expect( faults( path, value ).join( '\n' ) ).toMatch( fault );
	} );
} );
