/** The envelope and the entities of example answers. */
import type {
	EntityName,
	Operation,
	SorsContract,
} from '../../src/contract/sors/contract';
import { isObject } from '../../tests/sors/wire/paths';
import type { Json } from '../../tests/sors/wire/paths';
import {
	at,
	expectedFields,
	fieldsIn,
	objectPaths,
	otherForms,
	valuesIn,
	without,
} from './fields';
import type { ExpectedField } from './fields';
import { compareNames } from './findings';
import type { Finding } from './findings';
import { similarity } from './similar';

/** Where in the answer the entities are, judged by their fields; null where nothing looks like them. */
function findData(
	answer: Json,
	fields: readonly ExpectedField[]
): string | null {
	const score = ( path: string ) => {
		const value = at( answer, path );
		const names = [
			...fieldsIn( value === undefined ? [] : [ value ] ),
		].filter( ( name ) => ! name.includes( '.' ) );
		return names.filter( ( name ) =>
			fields.some(
				( field ) =>
					similarity( field.path, name ) > 0.8 ||
					similarity( field.ours, name ) > 0.8
			)
		).length;
	};
	const [ best ] = objectPaths( answer )
		.map( ( path ) => ( { path, score: score( path ) } ) )
		.sort( ( one, other ) => other.score - one.score );
	return best && best.score > 0 ? best.path : null;
}

function named( path: string ): string {
	return path === '' ? '(the whole answer)' : path;
}

interface Envelope {
	expected: Map< string, string >;
	data: string;
}

function expectedEnvelope(
	contract: SorsContract,
	operation: Operation
): Envelope {
	const envelope = { ...contract.envelope, ...operation.envelope };
	const expected = new Map< string, string >();
	const add = ( path: string | null | undefined, ours: string ) =>
		path && expected.set( path, ours );
	add( envelope.success, 'success' );
	add( envelope.code, 'code' );
	add( envelope.message, 'message' );
	if ( operation.paged && contract.paging.style !== 'none' ) {
		add( envelope.total, 'total' );
	}
	if ( operation.paged && contract.paging.style === 'cursor' ) {
		add( contract.paging.next, 'next' );
	}
	return { expected, data: envelope.data ?? '' };
}

/** Lists of which no example has a row: their fields cannot be judged. */
function emptyLists(
	fields: readonly ExpectedField[],
	there: ReadonlySet< string >
): string[] {
	const lists = new Set(
		fields.flatMap( ( { path } ) =>
			path.includes( '[].' )
				? [ path.slice( 0, path.indexOf( '[].' ) ) ]
				: []
		)
	);
	return [ ...lists ].filter( ( list ) => there.has( list ) );
}

export function compareFields(
	contract: SorsContract,
	where: string,
	all: readonly ExpectedField[],
	examples: readonly Json[]
): Finding[] {
	const there = fieldsIn( examples );
	const empty = emptyLists( all, there );
	const fields = all.filter(
		( { path } ) =>
			! empty.some( ( list ) => path.startsWith( `${ list }[].` ) )
	);
	empty.forEach( ( list ) => there.delete( list ) );
	return [
		...compareNames(
			where,
			new Map( fields.map( ( { path, ours } ) => [ path, ours ] ) ),
			there
		),
		...otherForms( contract, where, fields, examples ),
		...empty.map( ( list ): Finding => ( {
			kind: 'unchecked',
			where,
			name: `${ list }[]`,
		} ) ),
	];
}

export function compareAnswers(
	contract: SorsContract,
	operation: Operation,
	sisters: readonly Operation[],
	answers: readonly Json[]
): Finding[] {
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	const fields = expectedFields( contract, entity );
	const { expected, data } = expectedEnvelope( contract, operation );
	const findings: Finding[] = [];
	const heads: Json[] = [];
	const bodies: Json[] = [];
	for ( const answer of answers ) {
		let place: string | null = data;
		if (
			at( answer, data ) === undefined ||
			( data === '' &&
				operation.returns.endsWith( '[]' ) &&
				! Array.isArray( answer ) )
		) {
			place = findData( answer, fields );
			findings.push(
				place === null
					? {
							kind: 'missing',
							where: 'envelope',
							name: named( data ),
							ours: 'data',
						}
					: {
							kind: 'renamed',
							where: 'envelope',
							name: named( data ),
							ours: 'data',
							found: named( place ),
						}
			);
		}
		const rows = place === null ? undefined : at( answer, place );
		if (
			rows !== undefined &&
			( ! Array.isArray( rows ) || rows.length )
		) {
			bodies.push( rows );
		}
		heads.push( place ? without( answer, place ) : answer );
	}
	const headNames = new Set(
		heads
			.filter( isObject )
			.flatMap( ( head ) => valuesIn( head ).map( ( [ path ] ) => path ) )
	);
	const errors = contract.envelope.errors ?? '';
	const isError = ( name: string ) =>
		name === errors || name.startsWith( `${ errors }[]` );
	[ ...headNames ]
		.filter( isError )
		.forEach( ( name ) => headNames.delete( name ) );
	// Of operations on one path the examples are mixed: what belongs to another is no extra of this one.
	for ( const sister of sisters ) {
		for ( const name of expectedEnvelope(
			contract,
			sister
		).expected.keys() ) {
			if ( ! expected.has( name ) ) {
				headNames.delete( name );
			}
		}
	}
	if ( data === '' ) {
		// Envelope and entity share the root: what belongs to the one is no extra of the other.
		fields.forEach( ( { path } ) => headNames.delete( path ) );
	}
	findings.push(
		...compareNames( 'envelope', expected, headNames, data !== '' )
	);
	if ( ! bodies.length ) {
		return [
			...unique( findings ),
			{ kind: 'unchecked', where: 'answer', name: entity },
		];
	}
	const inAnswer = compareFields( contract, 'answer', fields, bodies );
	const both =
		data === ''
			? inAnswer.filter(
					( { kind, name } ) =>
						kind !== 'extra' ||
						! ( expected.has( name ) || isError( name ) )
				)
			: inAnswer;
	return unique( [ ...findings, ...both ] );
}

/** Several examples tell the same. */
function unique( findings: readonly Finding[] ): Finding[] {
	return [
		...new Map(
			findings.map( ( finding ) => [
				JSON.stringify( finding ),
				finding,
			] )
		).values(),
	];
}
