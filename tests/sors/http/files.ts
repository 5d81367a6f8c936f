/** Image files, without a key, as shops put them into pages. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from '../faults/strike';
import type { World } from '../model/world';
import { FILES, imageBytes } from '../routes/images';
import { isDown, type Api } from './api';
import { Exchange } from './exchange';
import { logged } from './log';
import { htmlReply, type HttpReply } from './reply';

function fileReply( world: World, request: IncomingMessage ): HttpReply {
	const { pathname } = new URL( request.url ?? '/', 'http://localhost' );
	const [ databaseName = '', productId, file = '' ] = pathname
		.slice( FILES.length )
		.split( '/' );
	const database = world.database( decodeURIComponent( databaseName ) );
	const product = database?.products.find(
		( each ) => each.id === productId
	);
	const image = product?.images.find(
		( each ) => each.id === file.replace( /\.\w+$/, '' )
	);
	if ( ! product || ! image || request.method !== 'GET' ) {
		return htmlReply( 404, '404 - File or directory not found.' );
	}
	const body = imageBytes( product, image );
	const etag = `"${ createHash( 'sha256' ).update( body ).digest( 'hex' ).slice( 0, 24 ) }"`;
	const headers = { 'content-type': `image/${ image.format }`, etag };
	return request.headers[ 'if-none-match' ] === etag
		? { status: 304, headers, body: '' }
		: { status: 200, headers, body };
}

export async function handleFile(
	api: Api,
	request: IncomingMessage,
	response: ServerResponse
): Promise< void > {
	const { world, timers, faults, log, contract } = api;
	// A key in this place would have been sent where it does not belong.
	const hasKey =
		request.headers[ contract.auth.header.toLowerCase() ] !== undefined;
	const entry = log.add(
		logged( request, contract.auth.header, {
			operation: 'imageFile',
			key: hasKey ? 'valid' : 'none',
			body: null,
		} )
	);
	const exchange = new Exchange( response, entry );
	if ( await isDown( api, exchange ) ) {
		return;
	}
	const struck = faults.meet( 'imageFile', null );
	entry.faults = struck.ids;
	for ( const action of struck.passing ) {
		await timers.wait( action.kind === 'latency' ? action.ms : 0 );
	}
	const run = () => {
		entry.committed = true;
		return fileReply( world, request );
	};
	await answer( { exchange, timers, run, wrap: () => null }, struck.final );
}
