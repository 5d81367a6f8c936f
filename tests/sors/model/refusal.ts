/** A request that the API answers with its error envelope. */
import type { EntityName } from '../../../src/contract/sors/contract';

export interface FieldError {
	field: string | null;
	code: string;
	message: string;
}

export class Refusal extends Error {
	readonly status: number;
	readonly errors: FieldError[];
	/** Where given, the errors' fields are our names of this entity; else they are the wire's already. */
	readonly entity: EntityName | null;

	constructor(
		status: number,
		code: string,
		message: string,
		errors: FieldError[] = [],
		entity: EntityName | null = null
	) {
		super( message );
		this.status = status;
		this.entity = entity;
		this.errors = errors.length
			? errors
			: [ { field: null, code, message } ];
	}
}
