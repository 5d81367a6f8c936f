/** Steers a running SORS server from a test. Fails loudly on anything that the server does not take. */
import type { FaultsInput, PatchInput, ResetInput } from './control/requests';
import type { ChangeInput } from './control/changes';
import type { DatabaseState, State } from './control/state';
import type { RuleInput } from './faults/rules';

export class SorsControl {
	private readonly controlUrl: string;

	/** @param controlUrl As the server prints it, e.g. `http://127.0.0.1:8090/_control`. */
	constructor( controlUrl: string ) {
		this.controlUrl = controlUrl.replace( /\/$/, '' );
	}

	/** What one database has of this; documents the oldest first. */
	async books<
		Part extends 'documents' | 'customers' | 'stock' | 'products',
	>(
		part: Part,
		database = 'Demo2'
	): Promise< NonNullable< DatabaseState[ Part ] > > {
		const { databases } = await this.call< State >(
			'GET',
			`/state?database=${ database }&include=${ part }`
		);
		return databases[ database ]![ part ]!;
	}

	documents( database?: string ) {
		return this.books( 'documents', database );
	}

	async reset( input: ResetInput = {} ): Promise< void > {
		await this.call( 'POST', '/reset', input );
	}

	/** Puts these rules in the place of those in force. */
	async faults( ...rules: RuleInput[] ): Promise< void > {
		await this.call( 'POST', '/faults', { rules } satisfies FaultsInput );
	}

	async clearFaults(): Promise< void > {
		await this.call( 'DELETE', '/faults' );
	}

	async patch( changes: ChangeInput[], database = 'Demo2' ): Promise< void > {
		await this.call( 'POST', '/patch', {
			database,
			changes,
		} satisfies PatchInput );
	}

	private async call< Answer >(
		method: string,
		path: string,
		body?: object
	): Promise< Answer > {
		const response = await fetch( this.controlUrl + path, {
			method,
			...( body
				? {
						body: JSON.stringify( body ),
						headers: { 'content-type': 'application/json' },
					}
				: {} ),
		} );
		const text = await response.text();
		if ( ! response.ok ) {
			// The server says in words what it does not take.
			const { error } = JSON.parse( text ) as { error?: string };
			throw new Error(
				`SORS control ${ method } ${ path }: ${ error ?? text }`
			);
		}
		return JSON.parse( text ) as Answer;
	}
}
