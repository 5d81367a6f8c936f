/** What may go wrong with one request to SORS. */
import type { FinalAction, PassingAction } from '../../sors/faults/rules';

export type Fate =
	/** The server answers, after its manner. */
	| { how: 'strike'; action: FinalAction | PassingAction }
	/** Silence until the shop gives up; the server did it, did not, or does it after so many seconds. */
	| { how: 'silence'; commits: 'never' | 'now' | number }
	/** Another plugin's filter throws: before the request leaves, or once it is answered. */
	| { how: 'throw'; when: 'before' | 'after' };

const status = (
	code: number,
	commit = false,
	retryAfter?: number | string
): Fate => ( {
	how: 'strike',
	action: {
		kind: 'status',
		status: code,
		message: 'Greška na serveru.',
		commit,
		...( retryAfter === undefined ? {} : { retryAfter } ),
	},
} );

const REFUSAL: FinalAction = {
	kind: 'refuse',
	status: 200,
	code: 'REFUSED',
	message: 'Zahtev je odbijen.',
	errors: [],
	commit: false,
};

/** Seconds: how far ahead SORS names a date. */
const AHEAD = 1800;

export const FATES = {
	'cut before': { how: 'strike', action: { kind: 'cut', when: 'before' } },
	'cut after': { how: 'strike', action: { kind: 'cut', when: 'after' } },
	'cut in the answer': {
		how: 'strike',
		action: { kind: 'cut', when: 'midAnswer' },
	},
	'500': status( 500 ),
	'500, done': status( 500, true ),
	'503': status( 503 ),
	'400': status( 400 ),
	'401': status( 401 ),
	'404': status( 404 ),
	'409': status( 409 ),
	'429': status( 429, false, 20 ),
	'429 for an hour': status( 429, false, 3600 ),
	'429 until a date': ( now ) =>
		status( 429, false, new Date( ( now + AHEAD ) * 1000 ).toUTCString() ),
	'429 until nonsense': status( 429, false, 'soon, -1' ),
	'429 for ever': status( 429, false, 99_999_999_999 ),
	'408': status( 408 ),
	'522, done': status( 522, true ),
	'504, done': status( 504, true ),
	'refused with 200': { how: 'strike', action: REFUSAL },
	'sent elsewhere': {
		how: 'strike',
		action: { kind: 'redirect', status: 302, location: '/prijava' },
	},
	'a web page': {
		how: 'strike',
		action: { kind: 'html', status: 200, commit: false },
	},
	'a web page, done': {
		how: 'strike',
		action: { kind: 'html', status: 200, commit: true },
	},
	'half an answer': { how: 'strike', action: { kind: 'brokenJson' } },
	'wrong types': {
		how: 'strike',
		action: {
			kind: 'body',
			status: 200,
			contentType: 'application/json',
			headers: {},
			body: '{"success":"maybe","data":[[1],"x",null]}',
			commit: false,
		},
	},
	'an empty list': {
		how: 'strike',
		action: { kind: 'emptyPage', total: 'zero' },
	},
	'an empty page': {
		how: 'strike',
		action: { kind: 'emptyPage', total: 'kept' },
	},
	'items change places': {
		how: 'strike',
		action: {
			kind: 'shift',
			removeFirst: 0,
			insertFirst: 0,
			moveFirstToEnd: 1,
		},
	},
	'silence, not done': { how: 'silence', commits: 'never' },
	'silence, done': { how: 'silence', commits: 'now' },
	'done 5 minutes later': { how: 'silence', commits: 300 },
	'done 45 minutes later': { how: 'silence', commits: 2700 },
	'a filter throws': { how: 'throw', when: 'before' },
	'a filter throws, done': { how: 'throw', when: 'after' },
} satisfies Record< string, Fate | ( ( now: number ) => Fate ) >;

export type FateName = keyof typeof FATES;
/** What it is at this moment. */
export function fateAt( name: FateName, now: number ): Fate {
	const fate = FATES[ name ];
	return typeof fate === 'function' ? fate( now ) : fate;
}

export const FATE_NAMES = Object.keys( FATES ) as FateName[];

/** Or the process is killed: before the request is made, or once SORS has done it. */
export const DEATHS = [ 'killed before', 'killed after' ] as const;
export type Death = ( typeof DEATHS )[ number ];

/** All that may become of a request, but an answer. */
export const TROUBLES = [ ...FATE_NAMES, ...DEATHS ] as const;
export type Trouble = ( typeof TROUBLES )[ number ];
