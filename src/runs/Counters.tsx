import type { Run } from '../contract/rest/runs';
import { number } from '../ui/format';
import { outcomeLabel } from './states';

const COUNTERS = [
	'created',
	'updated',
	'unchanged',
	'skipped',
	'failed',
] as const;

export function Counters( { run }: { run: Run } ) {
	return (
		<dl className="sors-counters">
			{ COUNTERS.map( ( name ) => (
				<div
					key={ name }
					className={
						name === 'failed' && run.failed > 0
							? 'sors-counters__one is-bad'
							: 'sors-counters__one'
					}
				>
					<dt>{ outcomeLabel( name ) }</dt>
					<dd data-counter={ name }>{ number( run[ name ] ) }</dd>
				</div>
			) ) }
		</dl>
	);
}
