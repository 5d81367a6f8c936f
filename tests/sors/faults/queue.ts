/** The rules in force, and which of them meet a request. */
import { pick, seeded, type Random } from '../assortment/random';
import type {
	FaultyOperation,
	FinalAction,
	PassingAction,
	Rule,
} from './rules';

interface Live {
	id: string;
	rule: Rule;
	random: Random;
	/** Requests that matched. */
	seen: number;
	/** Times it struck. */
	hits: number;
}

export interface Struck {
	ids: string[];
	passing: PassingAction[];
	final: FinalAction | null;
}

function matches(
	rule: Rule,
	operation: FaultyOperation,
	database: string | null
): boolean {
	const { operation: wanted } = rule;
	const named =
		wanted === undefined ||
		( Array.isArray( wanted )
			? wanted.includes( operation )
			: wanted === operation );
	return (
		named && ( rule.database === undefined || rule.database === database )
	);
}

export class FaultQueue {
	private live: Live[] = [];
	private count = 0;

	add( rules: readonly Rule[] ): void {
		for ( const rule of rules ) {
			const id = rule.id ?? `fault-${ ++this.count }`;
			this.live.push( {
				id,
				rule,
				random: seeded( rule.seed ),
				seen: 0,
				hits: 0,
			} );
		}
	}

	clear(): void {
		this.live = [];
	}

	list(): { id: string; rule: Rule; seen: number; hits: number }[] {
		return this.live.map( ( { random: _random, ...rest } ) => rest );
	}

	/** Every rule counts every request that it matches; of the ending ones only the first strikes. */
	meet( operation: FaultyOperation, database: string | null ): Struck {
		const struck: Struck = { ids: [], passing: [], final: null };
		for ( const each of this.live ) {
			if ( matches( each.rule, operation, database ) ) {
				this.strike( each, struck );
			}
		}
		return struck;
	}

	private strike( each: Live, struck: Struck ): void {
		const { rule } = each;
		const place = ++each.seen - rule.from;
		if ( place < 0 || ( rule.times !== null && each.hits >= rule.times ) ) {
			return;
		}
		const action = Array.isArray( rule.action )
			? pick( each.random, rule.action )
			: rule.action;
		if ( action.kind === 'latency' || action.kind === 'shift' ) {
			struck.passing.push( action );
		} else if ( struck.final ) {
			return;
		} else {
			struck.final = action;
		}
		each.hits++;
		struck.ids.push( each.id );
	}
}
