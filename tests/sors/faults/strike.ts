/** Carrying a request out although something goes wrong with it. */
import type { Exchange } from '../http/exchange';
import { htmlReply, jsonReply, type HttpReply } from '../http/reply';
import type { Answer } from '../wire/envelope';
import type { Json } from '../wire/paths';
import type { FinalAction } from './rules';
import type { Timers } from './timers';

export interface Work {
	exchange: Exchange;
	timers: Timers;
	/** Does what is asked, refusals included; what it changes is changed when it returns. */
	run: ( change?: ( answer: Answer ) => Answer ) => HttpReply;
	/** Puts an answer into the contract's envelope. */
	wrap: ( answer: Answer ) => Json;
}

function refusal( given: Partial< Answer > & { status: number } ): Answer {
	return { success: false, data: null, ...given };
}

/** What is said instead of the right answer; null where that is not all. */
function otherReply( work: Work, action: FinalAction ): HttpReply | null {
	switch ( action.kind ) {
		case 'status': {
			const { status, message, retryAfter } = action;
			const errors = [ { field: null, code: String( status ), message } ];
			return jsonReply(
				status,
				work.wrap( refusal( { status, message, errors } ) ),
				retryAfter === undefined
					? {}
					: { 'retry-after': String( retryAfter ) }
			);
		}
		case 'refuse': {
			const { status, code, message } = action;
			const errors = action.errors.length
				? action.errors
				: [ { field: null, code: String( code ), message } ];
			return jsonReply(
				status,
				work.wrap( refusal( { status, code, message, errors } ) )
			);
		}
		case 'html':
			return htmlReply( action.status, 'Sajt je u izradi' );
		case 'body':
			return {
				status: action.status,
				headers: {
					'content-type': action.contentType,
					...action.headers,
				},
				body: Buffer.from( action.body, action.encoding ),
			};
		case 'redirect':
			return {
				...htmlReply( action.status, 'Moved' ),
				headers: { location: action.location },
			};
		default:
			return null;
	}
}

function emptied( right: Answer, total: 'kept' | 'zero' ): Answer {
	if ( ! right.success || ! Array.isArray( right.data ) ) {
		return right;
	}
	return {
		...right,
		data: [],
		...( right.total === undefined
			? {}
			: { total: total === 'zero' ? 0 : right.total } ),
	};
}

export async function answer(
	work: Work,
	action: FinalAction | null
): Promise< void > {
	const { exchange, timers, run } = work;
	if ( ! action ) {
		return exchange.reply( run() );
	}
	const other = otherReply( work, action );
	if ( other ) {
		if ( 'commit' in action && action.commit ) {
			run();
		}
		return exchange.reply( other );
	}
	switch ( action.kind ) {
		case 'brokenJson': {
			const reply = run();
			const body = Buffer.from( reply.body );
			return exchange.reply( {
				...reply,
				body: body.subarray( 0, Math.floor( body.length / 2 ) ),
			} );
		}
		case 'cut': {
			if ( action.when === 'before' ) {
				return exchange.cut();
			}
			const reply = run();
			return action.when === 'after'
				? exchange.cut()
				: exchange.cutInAnswer( reply );
		}
		case 'hang':
			if ( action.when === 'after' ) {
				run();
			}
			await timers.wait( action.ms );
			return exchange.cut();
		case 'emptyPage':
			return exchange.reply(
				run( ( right ) => emptied( right, action.total ) )
			);
	}
}
