/** What the fields of an entity are called in a collection's examples, and how their values are written. */
import { ENTITY_NAMES, ENUM_VALUES } from '../../src/contract/sors/contract';
import type { EntityName, EnumName } from '../../src/contract/sors/contract';
import { pathsOf, typeOf } from '../../tests/sors/wire/entities';
import { readDate, readMoment } from '../../tests/sors/wire/moments';
import { readPath } from '../../tests/sors/wire/paths';
import type { Json } from '../../tests/sors/wire/paths';
import type { Draft } from './draft';
import { fieldsIn, isPlaceholder } from './fields';
import { likeness, matched } from './similar';

type Examples = Map< EntityName, Json[] >;

const last = ( path: string ): string => path.split( '.' ).at( -1 ) ?? '';

/** Adds to the examples what the records hold of other entities. */
export function proposeFields(
	draft: Draft,
	entity: EntityName,
	examples: Examples
): void {
	const rows = examples.get( entity ) ?? [];
	if ( rows.length === 0 ) {
		draft.doubt(
			`entities.${ entity }`,
			'The collection has no example of it.'
		);
		return;
	}
	const there = fieldsIn( rows );
	const score = ( [ field ]: [ string, string ], theirs: string ) =>
		Math.max(
			likeness( field, last( theirs ) ),
			likeness( field, theirs ),
			likeness( `${ entity } ${ field }`, last( theirs ) )
		);
	const isList = ( [ field ]: [ string, string ] ) =>
		typeOf( draft.contract, entity, field ).endsWith( '[]' );
	const lists = [
		...new Set(
			[ ...there ]
				.filter( ( name ) => name.includes( '[].' ) )
				.map( ( name ) => name.split( '[].' )[ 0 ]! )
		),
	];
	const plain = [ ...there ].filter( ( name ) => ! name.includes( '[]' ) );
	for ( const [ wanted, names ] of [
		[ true, lists ],
		[ false, plain ],
	] as const ) {
		const fields = pathsOf( draft.contract, entity );
		const missing = fields.filter(
			( pair ) =>
				isList( pair ) === wanted && ! names.includes( pair[ 1 ] )
		);
		const extra = names.filter(
			( name ) => ! fields.some( ( [ , path ] ) => path === name )
		);
		const found = matched( missing, extra, score );
		for ( const { ours, theirs, sure } of found ) {
			draft.set(
				{ [ `entities/${ entity }/${ ours[ 0 ] }` ]: theirs },
				sure ? '' : `The likeliest of ${ extra.join( ', ' ) }.`
			);
		}
		const left = extra.filter(
			( name ) => ! found.some( ( { theirs } ) => theirs === name )
		);
		for ( const pair of missing.filter(
			( each ) => ! found.some( ( { ours } ) => ours === each )
		) ) {
			draft.doubt(
				`entities.${ entity }.${ pair[ 0 ] }`,
				`No example has it. Take it out if the API lacks it.${ left.length ? ` Left are: ${ left.join( ', ' ) }.` : '' }`
			);
		}
	}
	for ( const pair of pathsOf( draft.contract, entity ).filter( isList ) ) {
		const inner = typeOf( draft.contract, entity, pair[ 0 ] ).slice(
			0,
			-2
		) as EntityName;
		const parts = rows.flatMap(
			( row ) => readPath( row, pair[ 1 ] ) ?? []
		);
		examples.set( inner, [ ...( examples.get( inner ) ?? [] ), ...parts ] );
	}
}

const DATES = [
	'yyyy-MM-dd',
	'dd.MM.yyyy',
	'dd.MM.yyyy.',
	'dd/MM/yyyy',
	'yyyy/MM/dd',
	'yyyyMMdd',
	'yyyy-MM-ddTHH:mm:ss',
];
const MOMENTS = [
	'iso8601',
	'yyyy-MM-dd HH:mm:ss',
	'dd.MM.yyyy HH:mm:ss',
	'dd.MM.yyyy. HH:mm:ss',
	'dd/MM/yyyy HH:mm:ss',
	'yyyyMMddHHmmss',
];

/** Decimals, dates and ids, and the values of enums. */
export function proposeForms( draft: Draft, examples: Examples ): void {
	const { wire } = draft.contract;
	const values = valuesByType( draft, examples );
	const texts = ( type: string ) =>
		( values.get( type ) ?? [] ).filter(
			( value ): value is string => typeof value === 'string'
		);
	const set = (
		name: string,
		form: string | undefined,
		of: readonly Json[]
	) => {
		if ( form !== undefined ) {
			draft.set( { [ `wire/${ name }` ]: form }, '' );
		} else if ( of.length > 0 ) {
			draft.doubt(
				`wire.${ name }`,
				`The examples have it in a way of their own, or in several: ${ [ ...new Set( of ) ].slice( 0, 3 ).join( ', ' ) }.`
			);
		}
	};
	const decimals = values.get( 'decimal' ) ?? [];
	if ( decimals.length > 0 ) {
		const written = texts( 'decimal' );
		set(
			'decimals',
			decimalForm( decimals.length - written.length, written ),
			decimals
		);
	}
	const ids = values.get( 'id' ) ?? [];
	const numbers = ids.filter( ( id ) => typeof id === 'number' ).length;
	if ( ids.length > 0 ) {
		const same = numbers === 0 || numbers === ids.length;
		const form = numbers === 0 ? 'string' : 'integer';
		set( 'ids', same ? form : undefined, ids );
	}
	const dates = texts( 'date' );
	set(
		'dates',
		[ wire.dates, ...DATES ].find(
			( form ) =>
				dates.length > 0 &&
				dates.every( ( text ) => readDate( text, form ) !== null )
		),
		dates
	);
	const moments = texts( 'dateTime' );
	set(
		'dateTimes',
		[ wire.dateTimes, ...MOMENTS ].find(
			( form ) =>
				moments.length > 0 &&
				moments.every(
					( text ) => readMoment( text, form, wire.timeZone ) !== null
				)
		),
		moments
	);
	for ( const name of Object.keys( ENUM_VALUES ) as EnumName[] ) {
		proposeValues( draft, name, values.get( `enum:${ name }` ) ?? [] );
	}
}

function decimalForm(
	numbers: number,
	written: readonly string[]
): string | undefined {
	if ( written.length === 0 ) {
		return 'number';
	}
	if ( numbers > 0 ) {
		return undefined;
	}
	const commas = written.some( ( text ) => text.includes( ',' ) );
	const points = written.some( ( text ) => text.includes( '.' ) );
	if ( commas && points ) {
		return undefined;
	}
	return commas ? 'commaString' : 'string';
}

function valuesByType(
	draft: Draft,
	examples: Examples
): Map< string, Json[] > {
	const values = new Map< string, Json[] >();
	for ( const entity of ENTITY_NAMES ) {
		for ( const [ field, path ] of pathsOf( draft.contract, entity ) ) {
			const type = typeOf( draft.contract, entity, field );
			const found = ( examples.get( entity ) ?? [] ).flatMap( ( row ) => {
				const value = readPath( row, path );
				return value === undefined ||
					value === null ||
					isPlaceholder( value )
					? []
					: [ value ];
			} );
			values.set( type, [ ...( values.get( type ) ?? [] ), ...found ] );
		}
	}
	return values;
}

function proposeValues(
	draft: Draft,
	name: EnumName,
	seen: readonly Json[]
): void {
	const known = Object.entries( draft.contract.values[ name ] );
	const extra = [ ...new Set( seen ) ].filter(
		( value ) => ! known.some( ( [ , wire ] ) => wire === value )
	);
	const found = matched(
		known.filter( ( [ , wire ] ) => ! seen.includes( wire ) ),
		extra,
		( [ ours ], theirs ) => likeness( ours, String( theirs ) )
	);
	for ( const { ours, theirs, sure } of found ) {
		draft.set(
			{ [ `values/${ name }/${ ours[ 0 ] }` ]: theirs },
			sure ? '' : `The likeliest of ${ extra.join( ', ' ) }.`
		);
	}
	const left = extra.filter(
		( value ) => ! found.some( ( { theirs } ) => theirs === value )
	);
	if ( left.length > 0 ) {
		draft.doubt(
			`values.${ name }`,
			`The examples have values that the contract does not know: ${ left.join( ', ' ) }.`
		);
	}
}
