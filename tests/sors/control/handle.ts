/** The control routes, under /_control: no part of the API, and without a key. README.md shows them. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { FaultQueue } from '../faults/queue';
import type { Api } from '../http/api';
import { readBody } from '../http/body';
import { RequestLog } from '../http/log';
import { jsonReply, send } from '../http/reply';
import { Refusal } from '../model/refusal';
import { World } from '../model/world';
import type { SorsDatabase } from '../model/types';
import type { Json } from '../wire/paths';
import { applyChange } from './books';
import { ControlError } from './error';
import {
	faultsShape,
	patchShape,
	resetShape,
	settingsPatchShape,
	stateShape,
} from './requests';
import { stateOf } from './state';

export const CONTROL = '/_control';

type Handler = (
	api: Api,
	body: Json | undefined,
	query: URLSearchParams
) => object;

function databaseOf( api: Api, name: string ): SorsDatabase {
	const database = api.world.database( name );
	if ( ! database ) {
		throw new ControlError( `There is no database "${ name }".` );
	}
	return database;
}

const HANDLERS: Record< string, Handler > = {
	'GET /state': ( api, _body, query ) => {
		const { database, include, codes } = stateShape.parse(
			Object.fromEntries( query )
		);
		const databases =
			database === undefined
				? api.world.used()
				: [ databaseOf( api, database ) ];
		return stateOf( api, databases, include, codes );
	},
	'GET /requests': ( { log }, _body, query ) => {
		const after = z.coerce
			.number()
			.int()
			.parse( query.get( 'after' ) ?? 0 );
		return { total: log.total(), requests: log.after( after ) };
	},
	/** Everything as after a start; what is not named keeps what the start said. */
	'POST /reset': ( api, body ) => {
		const { seed, items, settings } = resetShape.parse( body ?? {} );
		api.timers.callOff();
		api.faults = new FaultQueue();
		api.log = new RequestLog();
		api.world = new World( {
			seed: seed ?? api.startedWith.seed,
			items: items ?? api.startedWith.items,
			settings: { ...api.startedWith.settings, ...settings },
		} );
		return {
			ok: true,
			seed: api.world.options.seed,
			items: api.world.options.items,
		};
	},
	'POST /faults': ( { faults }, body ) => {
		const { rules, mode } = faultsShape.parse( body );
		if ( mode === 'replace' ) {
			faults.clear();
		}
		faults.add( rules );
		return { faults: faults.list() };
	},
	'DELETE /faults': ( { faults } ) => {
		faults.clear();
		return { faults: [] };
	},
	'POST /settings': ( { world }, body ) =>
		Object.assign( world.settings, settingsPatchShape.parse( body ) ),
	'POST /patch': ( api, body ) => {
		const { database, changes } = patchShape.parse( body );
		databaseOf( api, database );
		for ( const change of changes ) {
			// Looked up each time: a change may have put another in its place.
			applyChange( api.world, databaseOf( api, database ), change );
		}
		return { ok: true, changes: changes.length };
	},
	'GET /contract': ( { contract } ) => contract,
};

export async function handleControl(
	api: Api,
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	const url = new URL( request.url ?? '/', 'http://localhost' );
	const name = `${ request.method } ${ url.pathname.slice( CONTROL.length ) }`;
	const handler = HANDLERS[ name ];
	if ( ! handler ) {
		return send(
			response,
			jsonReply( 404, {
				error: `No control route ${ name }.`,
				routes: Object.keys( HANDLERS ),
			} )
		);
	}
	try {
		const body = await readBody( request );
		if ( body.broken ) {
			throw new ControlError( 'The body is no JSON.' );
		}
		send(
			response,
			jsonReply( 200, handler( api, body.json, url.searchParams ) )
		);
	} catch ( error ) {
		if ( error instanceof z.ZodError ) {
			return send(
				response,
				jsonReply( 400, { error: z.prettifyError( error ) } )
			);
		}
		if ( error instanceof ControlError || error instanceof Refusal ) {
			return send( response, jsonReply( 400, { error: error.message } ) );
		}
		throw error;
	}
}
