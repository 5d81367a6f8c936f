/** What a history has met, as far as it makes it right to ask a person. */
import type { Doubtful } from '../checks/doubts';
import type { Settings } from '../../sors/model/settings';
import type { Trouble } from '../faults/catalog';

/** Answers that say neither that there is something nor that there is nothing, or say it wrongly. */
const USELESS: readonly Trouble[] = [
	...( [ '400', '404', '409', 'refused with 200' ] as const ),
	...( [ 'sent elsewhere', 'a web page', 'a web page, done' ] as const ),
	...( [ 'half an answer', 'wrong types' ] as const ),
	...( [ 'an empty list', 'an empty page', 'items change places' ] as const ),
];

export class Met implements Doubtful {
	uselessAt = -Infinity;
	lastOfBackup = 0;
	wasCutOff = false;
	/** SORS once said of all its customers that there are none. */
	hidCustomers = false;
	private isOdd = false;

	/** What became of a request. */
	request( operation: string, trouble: Trouble, now: number ): void {
		if ( /^(find|get)/.test( operation ) && USELESS.includes( trouble ) ) {
			this.uselessAt = now;
		}
		const isEmpty =
			trouble === 'an empty list' || trouble === 'an empty page';
		this.hidCustomers ||= isEmpty && operation === 'listCustomers';
	}

	/** Which server there is, or was a moment ago. */
	server(
		{
			discountsAgain,
			ignores,
			omits,
		}: Pick< Settings, 'discountsAgain' | 'ignores' | 'omits' >,
		now: number
	): void {
		const isOdd = discountsAgain || ignores.length + omits.length > 0;
		if ( isOdd || this.isOdd ) {
			this.uselessAt = now;
		}
		this.isOdd = isOdd;
	}

	restored( entries: readonly { id: number }[] ): void {
		this.lastOfBackup = Math.max(
			this.lastOfBackup,
			...entries.map( ( { id } ) => id )
		);
	}
}
