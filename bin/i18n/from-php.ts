import { Engine } from 'php-parser';
import { FOR_TRANSLATORS, type Message } from './message';

type Positions = { plural?: number; context?: number };

/** WordPress' functions that take a text, and where they take the rest. */
const FUNCTIONS: Record< string, Positions > = {
	__: {},
	_e: {},
	esc_html__: {},
	esc_html_e: {},
	esc_attr__: {},
	esc_attr_e: {},
	_x: { context: 1 },
	_ex: { context: 1 },
	esc_html_x: { context: 1 },
	esc_attr_x: { context: 1 },
	_n: { plural: 1 },
	_n_noop: { plural: 1 },
	_nx: { plural: 1, context: 3 },
	_nx_noop: { plural: 1, context: 2 },
};

const parser = new Engine( {
	parser: { extractDoc: true },
	ast: { withPositions: false },
} );

/** Texts given to WordPress' functions, in the order of the file. */
export function fromPhp( source: string, file: string ): Message[] {
	const messages: Message[] = [];
	visit( parser.parseCode( source, file ), [], messages );
	return messages;
}

/**
 * A comment stands before the call itself or before what holds it, such as the
 * entry of an array: it belongs to the first call found there.
 */
function visit( value: unknown, above: string[], found: Message[] ): void {
	if ( Array.isArray( value ) ) {
		value.forEach( ( item ) => visit( item, above, found ) );
		return;
	}
	if ( ! isNode( value ) ) {
		return;
	}
	const own = commentsOf( value );
	const comments = own.length > 0 ? own : above;
	const message = value.kind === 'call' ? asMessage( value ) : undefined;
	if ( message ) {
		found.push( { ...message, comments: comments.splice( 0 ) } );
	}
	for ( const [ name, child ] of Object.entries( value ) ) {
		if ( name !== 'leadingComments' && name !== 'comments' ) {
			visit( child, comments, found );
		}
	}
}

type Node = { kind: string } & Record< string, unknown >;

function isNode( value: unknown ): value is Node {
	return (
		typeof value === 'object' &&
		value !== null &&
		'kind' in value &&
		typeof value.kind === 'string'
	);
}

function asMessage( call: Node ): Omit< Message, 'comments' > | undefined {
	const name = nameOf( call.what );
	const positions =
		typeof name === 'string'
			? FUNCTIONS[ name.replace( /^\\/, '' ) ]
			: undefined;
	if ( ! positions ) {
		return undefined;
	}
	const given = Array.isArray( call.arguments ) ? call.arguments : [];
	const literal = ( position: number ): string => {
		const argument: unknown = given[ position ];
		if (
			isNode( argument ) &&
			argument.kind === 'string' &&
			typeof argument.value === 'string'
		) {
			return argument.value;
		}
		throw new Error(
			`${ name }() needs a plain text as argument ${ position + 1 }: ${ JSON.stringify( given[ 0 ] ) }`
		);
	};
	return {
		text: literal( 0 ),
		...( positions.plural === undefined
			? {}
			: { plural: literal( positions.plural ) } ),
		...( positions.context === undefined
			? {}
			: { context: literal( positions.context ) } ),
	};
}

/** Of a function, or of a method of Sentence, which has WordPress' names. */
function nameOf( called: unknown ): unknown {
	if ( ! isNode( called ) ) {
		return undefined;
	}
	return called.kind === 'staticlookup' &&
		isNode( called.what ) &&
		called.what.name === 'Sentence' &&
		isNode( called.offset )
		? called.offset.name
		: called.name;
}

function commentsOf( node: Node ): string[] {
	const all = Array.isArray( node.leadingComments )
		? node.leadingComments
		: [];
	return all.flatMap( ( comment: unknown ) => {
		const text =
			isNode( comment ) && typeof comment.value === 'string'
				? FOR_TRANSLATORS.exec( comment.value )?.[ 1 ]
				: undefined;
		return text === undefined
			? []
			: [ text.replace( /\*\/\s*$/, '' ).trim() ];
	} );
}
