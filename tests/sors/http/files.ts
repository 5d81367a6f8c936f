/** Image files, without a key, as shops put them into pages. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import type { World } from '../model/world';
import { FILES, imageBytes } from '../routes/images';
import { htmlReply, send } from './reply';

export function handleFile( world: World, request: IncomingMessage, response: ServerResponse ): void {
	const { pathname } = new URL( request.url ?? '/', 'http://localhost' );
	const [ databaseName = '', productId, file = '' ] = pathname.slice( FILES.length ).split( '/' );
	const database = world.database( decodeURIComponent( databaseName ) );
	const product = database?.products.find( ( each ) => each.id === productId );
	const image = product?.images.find( ( each ) => each.id === file.replace( /\.\w+$/, '' ) );
	if ( ! product || ! image || request.method !== 'GET' ) {
		send( response, htmlReply( 404, '404 - File or directory not found.' ) );
		return;
	}
	const bytes = imageBytes( product, image );
	const etag = `"${ createHash( 'sha256' ).update( bytes ).digest( 'hex' ).slice( 0, 24 ) }"`;
	const headers = { 'content-type': `image/${ image.format }`, etag };
	if ( request.headers[ 'if-none-match' ] === etag ) {
		response.writeHead( 304, headers ).end();
		return;
	}
	send( response, { status: 200, headers, body: bytes } );
}
