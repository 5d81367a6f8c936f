/** One request to the API, from the path to the answer. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SorsContract } from '../../../src/contract/sors/contract';
import type { FaultQueue } from '../faults/queue';
import { shift } from '../faults/shift';
import { answer } from '../faults/strike';
import type { Timers } from '../faults/timers';
import { Refusal } from '../model/refusal';
import type { World, WorldOptions } from '../model/world';
import { databaseGiven, keyOf, type RawRequest } from '../routes/access';
import { perform } from '../routes/perform';
import { readCall } from '../routes/request';
import { Router, type Match } from '../routes/router';
import { wireField, writeEnvelope, type Answer } from '../wire/envelope';
import { readBody } from './body';
import { Exchange } from './exchange';
import { logged, type LogEntry, type RequestLog } from './log';
import { htmlReply, jsonReply } from './reply';

export interface Api {
	contract: SorsContract;
	router: Router;
	world: World;
	log: RequestLog;
	faults: FaultQueue;
	timers: Timers;
	/** What a reset goes back to. */
	startedWith: WorldOptions;
}

function keyState(
	{ contract, world }: Api,
	request: IncomingMessage
): LogEntry[ 'key' ] {
	const key = keyOf( contract, request.headers );
	if ( key === null ) {
		return 'none';
	}
	return Object.hasOwn( world.settings.apiKeys, key ) ? 'valid' : 'wrong';
}

function refused( { contract, world }: Api, refusal: Refusal ): Answer {
	const { entity, status } = refusal;
	return {
		status,
		// A wrong key is told by the web server in front, also where refusals come as 200.
		httpStatus:
			world.settings.refusalsAs200 && status !== 401 ? 200 : status,
		success: false,
		data: null,
		message: refusal.message,
		errors: refusal.errors.map( ( error ) => ( {
			...error,
			field: entity
				? wireField( contract, entity, error.field )
				: error.field,
		} ) ),
	};
}

/** Whether the whole API is out of order, so that nothing more is to be done. */
export async function isDown(
	{ world, timers }: Api,
	exchange: Exchange
): Promise< boolean > {
	switch ( world.settings.down ) {
		case 'no':
			return false;
		case '503':
			exchange.reply( htmlReply( 503, 'Service Unavailable' ) );
			return true;
		case 'hang':
			await timers.wait( 600_000 );
			break;
	}
	exchange.cut();
	return true;
}

function outcome(
	api: Api,
	match: Match,
	raw: RawRequest,
	origin: string
): Answer {
	const { contract, world } = api;
	try {
		const call = readCall( contract, world, match, raw );
		return perform( {
			contract,
			world,
			call,
			operation: match.operation,
			origin,
		} );
	} catch ( error ) {
		if ( error instanceof Refusal ) {
			return refused( api, error );
		}
		throw error;
	}
}

async function serve(
	api: Api,
	exchange: Exchange,
	match: Match,
	raw: RawRequest,
	origin: string
): Promise< void > {
	const { contract, world, timers, faults } = api;
	const { entry } = exchange;
	entry.database = databaseGiven( contract, match, raw );
	const struck = faults.meet( match.name, entry.database );
	entry.faults = struck.ids;
	let delay = world.settings.latencyMs;
	for ( const action of struck.passing ) {
		const database = world.database( entry.database ?? '' );
		if ( action.kind === 'latency' ) {
			delay += action.ms;
		} else if ( database ) {
			shift( database, action, world.now() );
		}
	}
	if ( ! ( await timers.wait( delay ) ) ) {
		return exchange.cut();
	}
	const run = (
		change: ( right: Answer ) => Answer = ( right ) => right
	) => {
		const done = change( outcome( api, match, raw, origin ) );
		entry.committed ||= done.success;
		return jsonReply( done.httpStatus ?? done.status, wrap( done ) );
	};
	const wrap = ( given: Answer ) =>
		writeEnvelope( contract, match.operation, given );
	await answer( { exchange, timers, run, wrap }, struck.final );
}

export async function handleApi(
	api: Api,
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	const url = new URL( request.url ?? '/', 'http://localhost' );
	const body = await readBody( request );
	const match = api.router.match(
		request.method ?? '',
		url.pathname,
		( name ) => url.searchParams.has( name )
	);
	const found = match === 'wrongMethod' ? null : match;
	const exchange = new Exchange(
		response,
		api.log.add(
			logged( request, api.contract.auth.header, {
				operation: found?.name ?? null,
				key: keyState( api, request ),
				body: body.json ?? ( body.text || null ),
			} )
		)
	);
	if ( await isDown( api, exchange ) ) {
		return;
	}
	if ( ! found ) {
		return exchange.reply(
			match
				? htmlReply(
						405,
						'405 - HTTP verb used to access this page is not allowed.'
					)
				: htmlReply( 404, '404 - File or directory not found.' )
		);
	}
	const raw = {
		headers: request.headers,
		search: url.searchParams,
		body: body.json,
		bodyIsBroken: body.broken,
	};
	await serve(
		api,
		exchange,
		found,
		raw,
		`http://${ request.headers.host ?? 'localhost' }`
	);
}
