/** Values that are almost those of a schema: each differs in one place from one that is right. */
import type * as z from 'zod/mini';
import { defOf, limitsOf, type Def } from './values';

export interface Mutation {
	/** Place and change, the same for all items of a list: `$.items[].state: another word`. */
	why: string;
	value: unknown;
	/** Of another type, so that a query, which is all text, may not tell. */
	isOfOtherType: boolean;
	/** Of a type that WordPress' validator, alone, takes for the right one. */
	isLookalike: boolean;
}

type Change = [ string, unknown ];

/** Of each type of JSON one; zod says which of them are right here. */
const OTHER_TYPES: Change[] = [
	[ 'null', null ],
	[ 'yes', true ],
	[ 'a number', 7 ],
	[ 'a fraction', 1.5 ],
	[ 'a word', 'word' ],
	[ 'a list of lists', [ [ 'word' ] ] ],
	[ 'an object', { word: 7 } ],
];

/** WordPress reads forms, too: it takes "7" for a number, "a,b" for a list, [] for an object. */
const LOOKALIKES: Record< string, Change[] > = {
	number: [ [ 'a number as text', '7' ] ],
	boolean: [
		[ 'no as a word', 'false' ],
		[ 'yes as a number', 1 ],
	],
	array: [
		[ 'a list as text', 'a,b' ],
		[ 'an object in place of a list', {} ],
	],
	object: [
		[ 'an empty list', [] ],
		[ 'nothing as text', '' ],
	],
};
LOOKALIKES.record = LOOKALIKES.object!;

/** JSON's one number, text and boolean are taken for a list; everything is one of the lookalikes there. */
const FORGIVING = [ 'array', 'object', 'record' ];

function ofText(
	text: string,
	{ min, max, pattern }: ReturnType< typeof limitsOf >
): Change[] {
	const long = ( length: number ) =>
		text.padEnd( length, 'x' ).slice( 0, length );
	return [
		[ 'empty', '' ],
		...( min > 0 ? [ [ 'too short', long( min - 1 ) ] as Change ] : [] ),
		...( max < Infinity
			? [
					[ 'as long as can be', long( max ) ] as Change,
					[ 'too long', long( max + 1 ) ] as Change,
				]
			: [] ),
		...( pattern
			? ( [
					[ 'a line break after it', `${ text }\n` ],
					[ 'a space before it', ` ${ text }` ],
					[ 'a letter after it', `${ text }š` ],
					[ 'twice', `${ text }|${ text }` ],
					[ 'its last sign missing', text.slice( 0, -1 ) ],
					[ 'in capitals', text.toUpperCase() ],
					[
						'with digits of another script',
						text.replace( /\d/, '٣' ),
					],
				] as Change[] )
			: [] ),
	];
}

function ofNumber( { min, max }: ReturnType< typeof limitsOf > ): Change[] {
	return [
		[ 'the smallest', min ],
		[ 'the largest', max ],
		[ 'below the smallest', min - 1 ],
		[ 'above the largest', max + 1 ],
		[ 'far too large', 1e300 ],
	];
}

function ofEnum( words: string[] ): Change[] {
	return [
		...words.map( ( word ): Change => [ `the word ${ word }`, word ] ),
		[ 'the word in capitals', words[ 0 ]!.toUpperCase() ],
		[ 'the word cut off', words[ 0 ]!.slice( 0, -1 ) ],
		[ 'no word', '' ],
		[ 'a line break after the word', `${ words[ 0 ]! }\n` ],
	];
}

function ofList(
	list: unknown[],
	{ min, max }: ReturnType< typeof limitsOf >
): Change[] {
	const many = ( length: number ) => Array( length ).fill( list[ 0 ] );
	return [
		...( min > 0 ? [ [ 'too few', many( min - 1 ) ] as Change ] : [] ),
		...( max < Infinity
			? [
					[ 'as many as can be', many( max ) ] as Change,
					[ 'too many', many( max + 1 ) ] as Change,
				]
			: [] ),
	];
}

function without( object: object, name: string ): object {
	return Object.fromEntries(
		Object.entries( object ).filter( ( [ other ] ) => other !== name )
	);
}

function ofObject( object: object ): Change[] {
	return [
		...Object.keys( object ).map( ( name ): Change => [
			`${ name } missing`,
			without( object, name ),
		] ),
		[ 'a field more', { ...object, fieldMore: 1 } ],
	];
}

function ofMap( map: object ): Change[] {
	const [ [ key, value ] = [ 'key', 'word' ] ] = Object.entries( map );
	return [
		'',
		'7',
		'no key',
		'ključ',
		`${ key }\n`,
		'k'.repeat( 100 ),
		'k'.repeat( 101 ),
	].map( ( name ) => [
		`the key ${ JSON.stringify( name.slice( 0, 12 ) ) } of ${ name.length } signs`,
		{ [ name ]: value },
	] );
}

function changes( def: Def, value: unknown ): Change[] {
	const limits = limitsOf( def );
	switch ( def.type ) {
		case 'string':
			return ofText( value as string, limits );
		case 'number':
			return ofNumber( limits );
		case 'enum':
			return ofEnum( Object.values( def.entries ) );
		case 'array':
			return ofList( value as unknown[], limits );
		case 'object':
			return ofObject( value as object );
		case 'record':
			return ofMap( value as object );
	}
	return [];
}

/** Everything that can be done to a value in one place. */
export function* mutationsOf(
	schema: z.ZodMiniType,
	value: unknown,
	at = '$'
): Generator< Mutation > {
	const def = defOf( schema );
	if ( [ 'optional', 'nullable', 'default' ].includes( def.type ) ) {
		if ( value !== null ) {
			yield* mutationsOf( def.innerType, value, at );
		}
		return;
	}
	const forgiving = FORGIVING.includes( def.type );
	const made = (
		[ why, changed ]: Change,
		isOfOtherType: boolean,
		isLookalike: boolean
	) => ( {
		why: `${ at }: ${ why }`,
		value: changed,
		isOfOtherType,
		isLookalike,
	} );
	for ( const change of changes( def, value ) ) {
		yield made( change, false, false );
	}
	for ( const change of OTHER_TYPES ) {
		yield made( change, true, forgiving && change[ 1 ] !== null );
	}
	for ( const change of LOOKALIKES[ def.type ] ?? [] ) {
		yield made( change, true, true );
	}
	const inside = function* (
		part: z.ZodMiniType,
		name: string,
		place: string,
		rebuilt: ( changed: unknown ) => unknown
	): Generator< Mutation > {
		const held = ( value as Record< string, unknown > )[ name ];
		for ( const mutation of mutationsOf( part, held, at + place ) ) {
			yield { ...mutation, value: rebuilt( mutation.value ) };
		}
	};
	if ( def.type === 'array' && ( value as unknown[] ).length > 0 ) {
		yield* inside( def.element, '0', '[]', ( changed ) => [
			changed,
			...( value as unknown[] ).slice( 1 ),
		] );
	}
	if ( def.type === 'object' ) {
		for ( const name of Object.keys( value as object ) ) {
			yield* inside(
				def.shape[ name ]!,
				name,
				`.${ name }`,
				( changed ) => ( { ...( value as object ), [ name ]: changed } )
			);
		}
	}
	const [ key ] = def.type === 'record' ? Object.keys( value as object ) : [];
	if ( key !== undefined ) {
		yield* inside( def.valueType, key, '{}', ( changed ) => ( {
			...( value as object ),
			[ key ]: changed,
		} ) );
	}
}
