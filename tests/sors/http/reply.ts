/** Sending answers. */
import type { ServerResponse } from 'node:http';
import type { Json } from '../wire/paths';

export interface HttpReply {
	status: number;
	headers: Record< string, string >;
	body: string | Buffer;
}

export function jsonReply(
	status: number,
	body: Json | object,
	headers: Record< string, string > = {}
): HttpReply {
	return {
		status,
		headers: {
			'content-type': 'application/json; charset=utf-8',
			...headers,
		},
		body: JSON.stringify( body ),
	};
}

/** What a web server in front of the API says when it is not the API that answers. */
export function htmlReply(
	status: number,
	title: string,
	headers: Record< string, string > = {}
): HttpReply {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
		body: `<!DOCTYPE html><html><head><title>${ title }</title></head><body><h1>${ title }</h1><hr>IIS</body></html>`,
	};
}

export function send( response: ServerResponse, reply: HttpReply ): void {
	if ( response.destroyed || response.writableEnded ) {
		return;
	}
	const length = Buffer.byteLength( reply.body );
	response.writeHead( reply.status, {
		...reply.headers,
		'content-length': String( length ),
	} );
	response.end( reply.body );
}
