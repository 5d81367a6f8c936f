/** One request to the API, from the path to the answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SorsContract } from '../../../src/contract/sors-contract';
import { Refusal } from '../model/refusal';
import type { World } from '../model/world';
import { perform } from '../routes/perform';
import { keyOf, readCall } from '../routes/request';
import { Router } from '../routes/router';
import type { Match } from '../routes/router';
import { wireField, writeEnvelope } from '../wire/envelope';
import type { Json } from '../wire/paths';
import { isObject } from '../wire/paths';
import { readBody } from './body';
import { maskedHeaders } from './log';
import type { LogEntry, RequestLog } from './log';
import { htmlReply, jsonReply, send } from './reply';
import type { HttpReply } from './reply';

export interface Api {
	contract: SorsContract;
	router: Router;
	world: World;
	log: RequestLog;
}

function refusalReply( api: Api, match: Match | null, refusal: Refusal ): HttpReply {
	const { contract, world } = api;
	const { entity } = refusal;
	const body = writeEnvelope( contract, match?.operation ?? null, {
		status: refusal.status,
		success: false,
		data: null,
		message: refusal.message,
		errors: refusal.errors.map( ( error ) => ( {
			...error,
			field: entity ? wireField( contract, entity, error.field ) : error.field,
		} ) ),
	} );
	const status = world.settings.refusalsAs200 && refusal.status !== 401 ? 200 : refusal.status;
	return jsonReply( status, body );
}

/** Names of what is given, so that the router can tell operations on one path apart. */
function givenNames( search: URLSearchParams, body: Json | undefined ): string[] {
	return [ ...search.keys(), ...( isObject( body ) ? Object.keys( body ) : [] ) ];
}

export async function handleApi( api: Api, request: IncomingMessage, response: ServerResponse ): Promise< void > {
	const { contract, router, world, log } = api;
	const url = new URL( request.url ?? '/', 'http://localhost' );
	const { text, json, broken } = await readBody( request );
	const started = Date.now();
	const method = request.method ?? 'GET';
	const match = router.match( method, url.pathname, givenNames( url.searchParams, json ) );
	const key = keyOf( contract, request.headers );
	const entry: LogEntry = log.add( {
		at: started,
		method,
		path: request.url ?? '/',
		operation: match && match !== 'wrongMethod' ? match.name : null,
		database: null,
		key: key === null ? 'none' : Object.hasOwn( world.settings.apiKeys, key ) ? 'valid' : 'wrong',
		headers: maskedHeaders( request.headers, contract.auth.header ),
		body: json ?? ( text || null ),
		status: null,
		faults: [],
		committed: false,
		durationMs: null,
	} );
	const finish = ( reply: HttpReply ) => {
		entry.status = reply.status;
		entry.durationMs = Date.now() - started;
		send( response, reply );
	};
	if ( ! match ) {
		return finish( htmlReply( 404, '404 - File or directory not found.' ) );
	}
	if ( match === 'wrongMethod' ) {
		return finish( htmlReply( 405, '405 - HTTP verb used to access this page is not allowed.' ) );
	}
	try {
		const call = readCall( contract, world, match, {
			headers: request.headers,
			search: url.searchParams,
			body: json,
			bodyIsBroken: broken,
		} );
		entry.database = call.database;
		const origin = `http://${ request.headers.host ?? 'localhost' }`;
		const answer = perform( { contract, world, call, operation: match.operation, origin } );
		entry.committed = true;
		finish( jsonReply( answer.status, writeEnvelope( contract, match.operation, answer ) ) );
	} catch ( error ) {
		if ( ! ( error instanceof Refusal ) ) {
			throw error;
		}
		finish( refusalReply( api, match, error ) );
	}
}
