/** Reading a request's body. */
import type { IncomingMessage } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import type { Json } from '../wire/paths';

export interface ReadBody {
	text: string;
	json: Json | undefined;
	broken: boolean;
}

export async function readBody(
	request: IncomingMessage
): Promise< ReadBody > {
	const text = await textOf( request );
	if ( text === '' ) {
		return { text, json: undefined, broken: false };
	}
	try {
		return { text, json: JSON.parse( text ) as Json, broken: false };
	} catch {
		return { text, json: undefined, broken: true };
	}
}
