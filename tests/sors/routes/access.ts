/** Who asks, and of which database. */
import type { SorsContract } from '../../../src/contract/sors/contract';
import { Refusal } from '../model/refusal';
import type { Settings } from '../model/settings';
import type { World } from '../model/world';
import type { Json } from '../wire/paths';
import type { Match } from './router';

export interface RawRequest {
	headers: Record< string, string | string[] | undefined >;
	search: URLSearchParams;
	/** Undefined where no body came; null is JSON's null. */
	body: Json | undefined;
	/** A body came and was not JSON. */
	bodyIsBroken: boolean;
}

export function keyOf(
	contract: SorsContract,
	headers: RawRequest[ 'headers' ]
): string | null {
	const { header, prefix } = contract.auth;
	const value = headers[ header.toLowerCase() ];
	return typeof value === 'string' && value.startsWith( prefix )
		? value.slice( prefix.length )
		: null;
}

/** Which databases the key opens. */
export function authorise(
	contract: SorsContract,
	settings: Settings,
	raw: RawRequest
) {
	const key = keyOf( contract, raw.headers );
	if ( ! key ) {
		throw new Refusal( 401, 'NO_KEY', 'API ključ nije poslat.' );
	}
	if ( ! Object.hasOwn( settings.apiKeys, key ) ) {
		throw new Refusal( 401, 'BAD_KEY', 'API ključ nije ispravan.' );
	}
	return settings.apiKeys[ key ] ?? [];
}

/** The database that a request names, be it one of ours or not. */
export function databaseGiven(
	contract: SorsContract,
	match: Match,
	raw: RawRequest
): string | null {
	const { in: place, name } = contract.database;
	if ( match.operation.database === false ) {
		return null;
	}
	const value = {
		query: raw.search.get( name ),
		header: raw.headers[ name.toLowerCase() ],
		path: match.inPath.database,
	}[ place ];
	return typeof value === 'string' && value !== '' ? value : null;
}

/** @throws {Refusal} */
export function checkDatabase(
	contract: SorsContract,
	world: World,
	match: Match,
	raw: RawRequest,
	opens: '*' | string[]
): string | null {
	if ( match.operation.database === false ) {
		return null;
	}
	const database = databaseGiven( contract, match, raw );
	const fail = ( status: number, code: string, message: string ) =>
		new Refusal( status, code, message, [
			{ field: contract.database.name, code, message },
		] );
	if ( database === null ) {
		throw fail( 400, 'NO_DATABASE', 'Baza podataka nije navedena.' );
	}
	if ( ! world.databases().some( ( { name } ) => name === database ) ) {
		throw fail(
			400,
			'UNKNOWN_DATABASE',
			`Baza podataka "${ database }" ne postoji.`
		);
	}
	if ( opens !== '*' && ! opens.includes( database ) ) {
		throw fail(
			403,
			'NO_ACCESS',
			`API ključ ne otvara bazu "${ database }".`
		);
	}
	return database;
}
