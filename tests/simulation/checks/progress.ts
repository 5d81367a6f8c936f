/** Whatever gets no further says so. */
import type { ActiveRun } from '../model/runs';
import type { ShopState } from '../model/shop';

/** So many steps may pass at one place before a person has to be told: a request is tried three times. */
const STEPS = 4;

export class Progress {
	/** Of each active run, how many processes have had it since it came to its place. */
	private readonly seen = new Map<
		number,
		{ run: ActiveRun; steps: number }
	>();

	see( active: readonly ActiveRun[] ): string[] {
		const wrong: string[] = [];
		const before = new Map( this.seen );
		this.seen.clear();
		for ( const run of active ) {
			const last = before.get( run.id );
			const isThere = last?.run.place === run.place;
			const steps = isThere
				? last.steps + Number( last.run.lease !== run.lease )
				: 0;
			this.seen.set( run.id, { run, steps } );
			if ( steps >= STEPS && run.message === '' ) {
				wrong.push(
					`run ${ run.id } got no further in ${ steps } steps, and does not say why: ${ run.place }`
				);
			}
		}
		return wrong;
	}
}

const HELD_UP = [ 'waiting', 'rejected', 'uncertain' ];

/** Entries that wait, or that a person is asked about, without a word of why. */
export const withoutWords = ( { entries }: ShopState ): string[] =>
	entries
		.filter(
			( { state, error, words } ) =>
				HELD_UP.includes( state ) && ( error === null || words === '' )
		)
		.map(
			( { id, orderId, role, state, attempts } ) =>
				`entry ${ id } (order ${ orderId }, ${ role }) is ${ state } after ${ attempts } attempts, and does not say why`
		);
