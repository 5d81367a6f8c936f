/** Example answers that refuse. */
import type { Operation, SorsContract } from '../../src/contract/sors/contract';
import type { Json } from '../../tests/sors/wire/paths';
import { fieldsIn } from './fields';
import { compareNames } from './findings';
import type { Finding } from './findings';

/** What a refusal carries: success, message and the errors with their parts. */
export function compareRefusals(
	contract: SorsContract,
	operation: Operation,
	refusals: readonly Json[]
): Finding[] {
	const { success, code, message, errors } = {
		...contract.envelope,
		...operation.envelope,
	};
	const error = {
		...contract.envelope.error,
		...operation.envelope?.error,
	};
	const expected = new Map< string, string >();
	const add = ( path: string | null | undefined, ours: string ) =>
		path && expected.set( path, ours );
	add( success, 'success' );
	add( code, 'code' );
	add( message, 'message' );
	const there = fieldsIn( refusals );
	if ( errors && there.has( errors ) ) {
		there.delete( errors );
	} else if ( errors ) {
		add(
			error.field && `${ errors }[].${ error.field }`,
			'errors[].field'
		);
		add( error.code && `${ errors }[].${ error.code }`, 'errors[].code' );
		add(
			error.message && `${ errors }[].${ error.message }`,
			'errors[].message'
		);
	}
	return compareNames( 'refusal', expected, there, false );
}
