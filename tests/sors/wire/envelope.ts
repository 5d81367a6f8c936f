/** Answers in the contract's envelope. */
import type {
	EntityName,
	Envelope,
	Operation,
	SorsContract,
} from '../../../src/contract/sors/contract';
import type { FieldError } from '../model/refusal';
import { writePath, type Json, type JsonObject } from './paths';

export interface Answer {
	status: number;
	/** Where HTTP says another status than the envelope. */
	httpStatus?: number;
	data: Json;
	total?: number | undefined;
	message?: string;
	errors?: FieldError[];
	success: boolean;
	/** Stands for the status in the envelope, where a fault asks for another. */
	code?: string | number | undefined;
}

function put(
	target: JsonObject,
	path: string | null | undefined,
	value: Json | undefined
) {
	if ( path && value !== undefined ) {
		writePath( target, path, value );
	}
}

export function writeEnvelope(
	contract: SorsContract,
	operation: Operation | null,
	answer: Answer
): Json {
	const envelope: Envelope = { ...contract.envelope, ...operation?.envelope };
	const body: JsonObject = {};
	put( body, envelope.success, answer.success );
	put( body, envelope.code, answer.code ?? answer.status );
	put( body, envelope.message, answer.message ?? '' );
	put(
		body,
		envelope.errors,
		( answer.errors ?? [] ).map( ( error ) => {
			const wired: JsonObject = {};
			put( wired, envelope.error?.field, error.field );
			put( wired, envelope.error?.code, error.code );
			put( wired, envelope.error?.message, error.message );
			return wired;
		} )
	);
	put( body, envelope.total, answer.total );
	put( body, envelope.data, answer.data );
	return body;
}

/** `lines[0].quantity` in our names, as the wire writes it; null where it has no such field. */
export function wireField(
	contract: SorsContract,
	entity: EntityName,
	field: string | null
): string | null {
	const match = /^(\w+)(?:\[(\d+)\](?:\.(.+))?)?$/.exec( field ?? '' );
	const [ , name = '', at, rest ] = match ?? [];
	const path = (
		contract.entities[ entity ] as Record< string, string | undefined >
	 )[ name ];
	if ( ! path || at === undefined ) {
		return path ?? null;
	}
	const inner = contract.types[ entity ]?.[ name ]?.replace(
		'[]',
		''
	) as EntityName;
	const innerPath = rest ? wireField( contract, inner, rest ) : null;
	return `${ path }[${ at }]${ innerPath ? `.${ innerPath }` : '' }`;
}
