import type { ConsoleMessage, Page, Request } from '@playwright/test';

/** What the console says of WordPress' and WooCommerce's own work, word for word, and why it is theirs. */
const THEIRS: { text: string; why: string }[] = [
	{
		text: '`position` prop in wp.components.tooltip is deprecated since version 6.4. Please use `placement` prop instead.',
		why: 'WooCommerce puts this tooltip into each of its SummaryNumber, whatever it is given.',
	},
	{
		text: 'Navigation store is deprecated.',
		why: 'Up to 10.5 WooCommerce listens to the history of every page that has its components, and its listener uses this store of its own.',
	},
	{
		text: '[WooCommerce] An inline or unknown script accessed wc.wcBlocksData without proper dependency declaration. This script should declare "wc-blocks-data-store" as a dependency.',
		why: 'On pages with its cart or checkout, and with WP_DEBUG, WooCommerce says so of scripts of its own whose caller it cannot tell. None of ours uses it.',
	},
	{
		text: 'Transition was aborted because of invalid state. ViewTransition opt-in disabled',
		why: 'WordPress fades from one page of wp-admin to the next, and not to a question of wp_die().',
	},
];

const isTheirs = ( text: string ) =>
	THEIRS.some( ( theirs ) => theirs.text === text );

/** Said of any request that fails: whose it was is seen at the request itself. */
const OF_A_REQUEST = 'Failed to load resource:';

/** Our routes, our files and our page. */
const OURS = /sors\/v1\/|\/plugins\/sors-api-for-woocommerce\/|page=sors-api\b/;

/** Left for another page, a request is given up: nothing failed. */
const GIVEN_UP = 'net::ERR_ABORTED';

/**
 * What a page does wrong while a test looks elsewhere: uncaught errors,
 * what the console calls an error or a warning (deprecations are
 * warnings), and requests of ours that fail.
 */
export class Trouble {
	private readonly seen: string[] = [];
	private readonly expected: { pattern: RegExp; isMet: boolean }[] = [];

	watch( page: Page ): void {
		page.on( 'pageerror', ( { message, stack } ) => {
			if ( ! isTheirs( message ) ) {
				// Not every error has one.
				this.note( `error: ${ stack || message }` );
			}
		} );
		page.on( 'console', ( message ) => this.noteMessage( message ) );
		page.on( 'requestfailed', ( request ) => {
			const reason = request.failure()?.errorText ?? '';
			if ( reason !== GIVEN_UP ) {
				this.noteRequest( request, reason );
			}
		} );
		page.on( 'response', ( response ) => {
			if ( response.status() >= 400 ) {
				this.noteRequest(
					response.request(),
					String( response.status() )
				);
			}
		} );
	}

	/** For a test that brings trouble about: it must come then, as often as it likes. */
	expect( pattern: RegExp ): void {
		this.expected.push( { pattern, isMet: false } );
	}

	/** What was not expected, each once, and what was expected and did not come. */
	report(): string[] {
		return [
			...new Set( this.seen ),
			...this.expected
				.filter( ( { isMet } ) => ! isMet )
				.map( ( { pattern } ) => `did not come: ${ pattern }` ),
		];
	}

	private noteMessage( message: ConsoleMessage ): void {
		const text = message.text();
		if (
			[ 'error', 'warning' ].includes( message.type() ) &&
			! text.startsWith( OF_A_REQUEST ) &&
			! isTheirs( text )
		) {
			this.note( `${ message.type() }: ${ text }` );
		}
	}

	private noteRequest( request: Request, reason: string ): void {
		const url = decodeURIComponent( request.url() );
		if ( OURS.test( url ) ) {
			this.note( `${ reason }: ${ request.method() } ${ url }` );
		}
	}

	private note( line: string ): void {
		const expected = this.expected.filter( ( { pattern } ) =>
			pattern.test( line )
		);
		expected.forEach( ( one ) => {
			one.isMet = true;
		} );
		if ( expected.length === 0 ) {
			this.seen.push( line );
		}
	}
}
