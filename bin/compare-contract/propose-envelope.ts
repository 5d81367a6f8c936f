/** Where in the answers of a collection the records stand, and what is around them. */
import type {
	EntityName,
	Operation,
	SorsContract,
} from '../../src/contract/sors/contract';
import { isObject, readPath } from '../../tests/sors/wire/paths';
import type { Json } from '../../tests/sors/wire/paths';
import type { Places } from './addresses';
import type { Draft } from './draft';
import { expectedEnvelope, expectedFields, fieldsIn } from './fields';
import { likeness, matched } from './similar';

/** The records in answers, as the contract says where they stand. */
export function rowsOf(
	contract: SorsContract,
	operation: Operation,
	answers: readonly Json[]
): Json[] {
	const { data } = expectedEnvelope( contract, operation );
	return answers
		.map( ( answer ) => readPath( answer, data ) )
		.flat()
		.filter( isObject );
}

/** Every place inside an answer at which an object stands, or a list of them. */
function candidates( answer: Json, isList: boolean, path = '' ): string[] {
	const fits = isList
		? Array.isArray( answer ) && answer.every( isObject )
		: isObject( answer );
	const inner = isObject( answer ) ? Object.entries( answer ) : [];
	return [
		...( fits && path ? [ path ] : [] ),
		...inner.flatMap( ( [ name, value ] ) =>
			candidates( value, isList, path ? `${ path }.${ name }` : name )
		),
	];
}

/** How many of the names there are like our fields. */
function alike(
	contract: SorsContract,
	operation: Operation,
	rows: Json
): number {
	const entity = operation.returns.replace( '[]', '' ) as EntityName;
	const names = [ ...fieldsIn( [ rows ] ) ].filter(
		( name ) => ! name.includes( '[]' )
	);
	return expectedFields( contract, entity ).filter( ( { ours, path } ) =>
		names.some(
			( name ) =>
				name === path ||
				likeness( ours, name.split( '.' ).at( -1 ) ?? '' ) >= 0.6
		)
	).length;
}

function placeOfData(
	contract: SorsContract,
	operation: Operation,
	answers: readonly Json[]
): string | null {
	const isList = operation.returns.endsWith( '[]' );
	const { data } = expectedEnvelope( contract, operation );
	const scored = answers
		.flatMap( ( answer ) =>
			candidates( answer, isList ).map( ( path ) => ( {
				path,
				score:
					alike(
						contract,
						operation,
						readPath( answer, path ) ?? null
					) + ( path === data ? 0.5 : 0 ),
			} ) )
		)
		.filter( ( { score } ) => score > 0 )
		// What is around them has all that they have.
		.sort( ( a, b ) => b.score - a.score || b.path.length - a.path.length );
	return scored[ 0 ]?.path ?? null;
}

export function proposeEnvelope( draft: Draft, places: Places ): void {
	const { contract } = draft;
	const found = [ ...places ].flatMap( ( [ name, endpoint ] ) => {
		const operation = contract.operations[ name ];
		const path = operation
			? placeOfData( contract, operation, endpoint.answers )
			: null;
		return path === null ? [] : [ { name, path } ];
	} );
	if ( found.length === 0 ) {
		draft.doubt(
			'envelope',
			'The collection has no example of an answer.'
		);
		return;
	}
	const paths = found.map( ( { path } ) => path );
	const times = ( path: string ) =>
		paths.filter( ( each ) => each === path ).length;
	const usual = paths.reduce( ( best, path ) =>
		times( path ) > times( best ) ? path : best
	);
	if ( usual !== contract.envelope.data ) {
		draft.set(
			{ 'envelope/data': usual },
			`Of ${ found.length } operations with an example ${ times( usual ) } have their records there.`
		);
	}
	for ( const { name, path } of found ) {
		const operation = draft.contract.operations[ name ];
		if (
			operation &&
			path !== expectedEnvelope( draft.contract, operation ).data
		) {
			draft.set(
				{ [ `operations/${ name }/envelope/data` ]: path },
				`Its records are at "${ path }" in the examples.`
			);
		}
	}
	proposeNames( draft, places );
}

/** Success, message and the like, of all answers together. */
function proposeNames( draft: Draft, places: Places ): void {
	const { contract } = draft;
	const there = new Set< string >();
	const expected = new Map< string, string >();
	for ( const [ name, { answers, refusals } ] of places ) {
		const operation = contract.operations[ name ];
		if ( ! operation ) {
			continue;
		}
		const { names, data } = expectedEnvelope( contract, operation );
		names.forEach( ( ours, wire ) => expected.set( wire, ours ) );
		for ( const field of fieldsIn(
			[ ...answers, ...refusals ].filter( isObject )
		) ) {
			if (
				field !== data &&
				! field.startsWith( `${ data }.` ) &&
				! field.startsWith( `${ data }[]` ) &&
				! field.includes( '[]' )
			) {
				there.add( field );
			}
		}
	}
	const missing = [ ...expected ].filter(
		( [ wire ] ) => ! there.has( wire )
	);
	const extra = [ ...there ].filter( ( name ) => ! expected.has( name ) );
	const found = matched( missing, extra, ( [ wire, ours ], theirs ) => {
		const last = theirs.split( '.' ).at( -1 ) ?? '';
		return Math.max(
			likeness( ours === 'total' ? 'total count' : ours, last ),
			likeness( ours, last ),
			likeness( wire, theirs )
		);
	} );
	for ( const pair of missing ) {
		const [ , ours ] = pair;
		const match = found.find( ( each ) => each.ours === pair );
		const place = `envelope/${ ours }`;
		if ( match ) {
			draft.set(
				{ [ place ]: match.theirs },
				match.sure ? '' : `The likeliest of ${ extra.join( ', ' ) }.`
			);
		} else {
			draft.doubt(
				place.replaceAll( '/', '.' ),
				'No example has it: null, if the API lacks it.'
			);
		}
	}
}
