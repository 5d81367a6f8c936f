/** What a comparison finds. */
import type { OperationName } from '../../src/contract/sors/contract';
import { pairs, similarity } from './similar';

export interface Finding {
	/** `form`: there, but written otherwise. `unchecked`: the collection has no example of it. */
	kind: 'missing' | 'renamed' | 'extra' | 'form' | 'unchecked';
	/** Part of the request or the answer, e.g. `query`, `body`, `answer`. */
	where: string;
	/** The name on the wire: the contract's, or of an extra the collection's. */
	name: string;
	/** Our own name for it. */
	ours?: string;
	/** What the collection seems to call it, or how it writes it. */
	found?: string;
}

export interface OperationResult {
	operation: OperationName;
	/** `GET /products`, as the contract has it. */
	address: string;
	optional: boolean;
	/** Names of the collection's requests that it was compared with. */
	requests: string[];
	findings: Finding[];
}

export interface Comparison {
	collection: string;
	requests: number;
	/** Of all operations: base URL and key. */
	general: Finding[];
	operations: OperationResult[];
	/** Requests that no operation stands for. */
	extra: { address: string; names: string[] }[];
}

const LIKELY = 0.6;

/** Both the assumed name and our own may be near the real one, with its nest or without. */
function likeness( name: string, ours: string, other: string ): number {
	const leaf = ( path: string ) => path.split( '.' ).pop() ?? path;
	return Math.max(
		similarity( name, other ),
		similarity( leaf( name ), leaf( other ) ) * 0.95,
		similarity( leaf( ours ), leaf( other ) ) * 0.95,
		similarity( leaf( ours ), other ) * 0.95
	);
}

/** `expected` maps names on the wire to ours. */
export function compareNames(
	where: string,
	expected: ReadonlyMap< string, string >,
	actual: Iterable< string >,
	extras = true
): Finding[] {
	const there = new Set( actual );
	const missing = [ ...expected.keys() ].filter(
		( name ) => ! there.has( name )
	);
	const extra = [ ...there ].filter( ( name ) => ! expected.has( name ) );
	const renamed = pairs( missing, extra, LIKELY, ( name, other ) =>
		likeness( name, expected.get( name ) ?? '', other )
	);
	const about = ( name: string, found?: string ) => ( {
		where,
		name,
		ours: expected.get( name ) ?? '',
		...( found === undefined ? {} : { found } ),
	} );
	return [
		...missing.map( ( name ): Finding => {
			const to = renamed.find( ( { from } ) => from === name )?.to;
			return to === undefined
				? { kind: 'missing', ...about( name ) }
				: { kind: 'renamed', ...about( name, to ) };
		} ),
		...extra
			.filter(
				( name ) =>
					extras && ! renamed.some( ( { to } ) => to === name )
			)
			.map( ( name ): Finding => ( { kind: 'extra', where, name } ) ),
	];
}
