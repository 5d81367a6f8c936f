/** Reading a request's body. */
import type { IncomingMessage } from 'node:http';
import type { Json } from '../wire/paths';

const LIMIT = 5_000_000;

export interface ReadBody {
	text: string;
	json: Json | undefined;
	broken: boolean;
}

export async function readBody(
	request: IncomingMessage
): Promise< ReadBody > {
	const parts: Buffer[] = [];
	let length = 0;
	for await ( const part of request as AsyncIterable< Buffer > ) {
		length += part.length;
		if ( length > LIMIT ) {
			throw new Error( `body over ${ LIMIT } bytes` );
		}
		parts.push( part );
	}
	const text = Buffer.concat( parts ).toString( 'utf8' );
	if ( text === '' ) {
		return { text, json: undefined, broken: false };
	}
	try {
		return { text, json: JSON.parse( text ) as Json, broken: false };
	} catch {
		return { text, json: undefined, broken: true };
	}
}
