/**
 * A SORS server for tests and the demo. Whatever it knows of the API's names it
 * reads from a contract file, so it proves that clients do too.
 */
import {
	createServer,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { SorsContract } from '../../src/contract/sors/contract';
import { listening } from '../env/run/listening';
import { CONTROL, handleControl } from './control/handle';
import { FaultQueue } from './faults/queue';
import { Timers } from './faults/timers';
import { handleApi, type Api } from './http/api';
import { handleFile } from './http/files';
import { RequestLog } from './http/log';
import { jsonReply, send } from './http/reply';
import { loadContract, parseContract } from './load-contract';
import { DEFAULT_WORLD, World, type WorldOptions } from './model/world';
import { FILES } from './routes/images';
import { Router } from './routes/router';

export interface SorsServerOptions {
	/** 0 (the default) takes any free port. */
	port?: number;
	/** A contract, or the file of one; else SORS_CONTRACT_FILE, else the shipped one. */
	contract?: SorsContract | string;
	items?: number;
}

export interface SorsServer {
	/** Base URL of the API, for SORS_API_URL. */
	url: string;
	/** Where the control routes are; see README.md. */
	controlUrl: string;
	key: string;
	contract: SorsContract;
	/** What serves the requests, for one who runs the server in his own process and looks inside. */
	api: Api;
	world: () => World;
	close: () => Promise< void >;
}

function handle(
	api: Api,
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	const path = request.url ?? '/';
	if ( path.startsWith( `${ CONTROL }/` ) ) {
		return handleControl( api, request, response );
	}
	return path.startsWith( FILES )
		? handleFile( api, request, response )
		: handleApi( api, request, response );
}

export async function startSorsServer(
	options: SorsServerOptions = {}
): Promise< SorsServer > {
	const contract =
		typeof options.contract === 'object'
			? parseContract( options.contract )
			: loadContract( options.contract );
	const startWith: WorldOptions = {
		...DEFAULT_WORLD,
		items: options.items ?? DEFAULT_WORLD.items,
	};
	const api: Api = {
		contract,
		router: new Router( contract ),
		world: new World( startWith ),
		log: new RequestLog(),
		faults: new FaultQueue(),
		timers: new Timers(),
		startedWith: startWith,
	};
	const server = createServer( ( request, response ) => {
		handle( api, request, response ).catch( ( error: Error ) => {
			send( response, jsonReply( 500, { error: error.message } ) );
		} );
	} );
	const origin = `http://127.0.0.1:${ await listening( server, options.port ) }`;
	return {
		url: origin + new URL( contract.baseUrl ).pathname.replace( /\/$/, '' ),
		controlUrl: `${ origin }/_control`,
		key: Object.keys( startWith.settings.apiKeys )[ 0 ] ?? '',
		contract,
		api,
		world: () => api.world,
		close: () =>
			new Promise( ( resolve ) => {
				api.timers.callOff();
				server.close( () => resolve() );
				server.closeAllConnections();
			} ),
	};
}
